"""Day 20's fast form: the arithmetic of mnist_numpy.py, with as few new arrays as possible.

README section 11 says what that gains, and how. The tests hold both forms against each other.
"""

import math

import numpy as np


class FastMLP:
    """Stands in for an `MLP` while it trains. It shares the model's parameters, so what changes is the model."""

    def __init__(self, model):
        self.parameters = model.parameters

    def loss_and_gradients(self, x, y):
        """As `MLP.loss_and_gradients`; nothing is checked here, because `train` has checked it."""
        *layers, logits = self.forward(x)
        loss, delta = cross_entropy_in_place(y, logits)
        gradients = []
        pairs = list(zip(layers, self.parameters[0::2], strict=True))
        for H, W in reversed(pairs):
            gradients = [H.T @ delta, delta.sum(axis=0), *gradients]
            if H is not x:
                delta = delta @ W.T
                delta *= H > 0
        return loss, gradients

    def forward(self, x):
        """As `MLP.forward`: each bias and each ReLU is written over the product that it belongs to."""
        layers = [x]
        for W, b in zip(self.parameters[0::2], self.parameters[1::2], strict=True):
            if len(layers) > 1:
                np.maximum(layers[-1], 0, out=layers[-1])
            layers.append(layers[-1] @ W)  # (n, n_out)
            layers[-1] += b
        return layers


def cross_entropy_in_place(labels, logits):
    """`cross_entropy` and `cross_entropy_gradient` in one pass; the gradient is written over `logits`."""
    rows = np.arange(len(labels))
    logits -= logits.max(axis=1, keepdims=True)
    right = logits[rows, labels]
    np.exp(logits, out=logits)
    total = logits.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - right))
    logits /= total
    logits[rows, labels] -= 1
    logits /= len(labels)
    return loss, logits


class FastAdam:
    """As `Adam`, with no new arrays after the first step; the gradients are used up as scratch paper.

    It keeps s = m / (1 - beta1) and q = v / (1 - beta2), so that the averages become sums: s = beta1 s + g and
    q = beta2 q + g^2. The numbers that were left out join the rate and epsilon. With
        a = (1 - beta1) / (1 - beta1^t)      b = sqrt((1 - beta2) / (1 - beta2^t))
    Adam's step is      rate m_hat / (sqrt(v_hat) + epsilon) = rate a / b * s / (sqrt(q) + epsilon / b).
    """

    beta1, beta2, epsilon = 0.9, 0.999, 1e-8

    def __init__(self, learning_rate=1e-3):
        self.learning_rate = learning_rate
        self.t = 0

    def step(self, parameters, gradients):
        """Change `parameters`, a list of arrays, in place."""
        if self.t == 0:
            self.s = [np.zeros_like(p) for p in parameters]
            self.q = [np.zeros_like(p) for p in parameters]
        self.t += 1
        a = (1 - self.beta1) / (1 - self.beta1**self.t)
        b = math.sqrt((1 - self.beta2) / (1 - self.beta2**self.t))
        for p, g, s, q in zip(parameters, gradients, self.s, self.q, strict=True):
            s *= self.beta1
            s += g
            g *= g
            q *= self.beta2
            q += g
            np.sqrt(q, out=g)
            g += self.epsilon / b
            np.divide(s, g, out=g)
            g *= self.learning_rate * a / b
            p -= g
