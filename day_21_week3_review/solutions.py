"""Day 21 solutions. Look only after you have tried."""

import numpy as np


def maximum_backward(a, b, grad):
    """Hint: each local slope is 1 where that array has the larger entry, 0 where it has the smaller one.
    Hint: `(a > b)` counts as 1 where it is true; add half of `(a == b)`.
    """
    share = (a > b) + 0.5 * (a == b)
    return grad * share, grad * (1 - share)


def lookup_backward(rows, grad, n_rows):
    """Hint: a row that was picked three times gets three slopes, and they are added.
    Hint: `slope[rows] += grad` keeps only one of them. `np.add.at` adds each.
    """
    slope = np.zeros((n_rows, grad.shape[1]))
    np.add.at(slope, rows, grad)
    return slope


def forward_mode(steps, x):
    """Hint: keep two lists, the numbers and their slopes in x. They begin with x and 1.
    Hint: the slope of u + v is u' + v', that of u v is u' v + u v', that of e^u is e^u u', and that of a constant 0.
    """
    numbers, slopes = [x], [1.0]
    for name, i, j in steps:
        if name == "const":
            number, slope = i, 0.0
        elif name == "exp":
            number = float(np.exp(numbers[i]))
            slope = number * slopes[i]
        elif name == "add":
            number, slope = numbers[i] + numbers[j], slopes[i] + slopes[j]
        else:
            number, slope = numbers[i] * numbers[j], slopes[i] * numbers[j] + numbers[i] * slopes[j]
        numbers.append(number)
        slopes.append(slope)
    return numbers[-1], slopes[-1]


def distances_backward(x, centers, grad):
    """Hint: the local slope of D[i, k] in x[i, j] is 2 (x[i, j] - centers[k, j]), in centers[k, j] minus that.
    Hint: the slope in x[i, j] is 2 * sum over k of grad[i, k] (x[i, j] - centers[k, j]). Write it as two sums over k.
    Hint: in the first, x[i, j] does not depend on k. The second is a matrix product, grad @ centers.
    """
    dx = 2 * (grad.sum(axis=1, keepdims=True) * x - grad @ centers)
    dcenters = 2 * (grad.sum(axis=0)[:, None] * centers - grad.T @ x)
    return dx, dcenters


def graph_slopes(edges, n, end):
    """Hint: a number may pass its slope back only when all that it has moved have passed theirs to it.
    Hint: so count for each number the edges that leave it. Begin with the numbers that have none.
    Hint: take one, give slope * local slope to the start of each edge that leads into it, and count that edge off. When
          the last one is counted off, that start is ready. No function calls itself, and each edge is walked once.
    """
    into = [[] for _ in range(n)]
    waiting_for = np.zeros(n, dtype=int)
    for start, stop, local in edges:
        into[stop].append((start, local))
        waiting_for[start] += 1
    slopes = np.zeros(n)
    slopes[end] = 1.0
    ready = [number for number in range(n) if waiting_for[number] == 0]
    while ready:
        stop = ready.pop()
        for start, local in into[stop]:
            slopes[start] += slopes[stop] * local
            waiting_for[start] -= 1
            if waiting_for[start] == 0:
                ready.append(start)
    return slopes


def rate_slopes(X, y, rates):
    """Hint: forward, keep the gradient g of every step. Backward, carry s, the slope of the final loss in w.
    Hint: at the end s is the gradient at the last w. In w_new = w - rate * g(w) the rate has the local slope -g.
    Hint: so the slope in the rate is -(s . g). And s goes on through both places of w: s - rate * H s, with the
          Hessian H = 2 X^T X / n.
    """
    n, d = X.shape
    w, gradients = np.zeros(d), []
    for rate in rates:
        gradients.append(2 / n * X.T @ (X @ w - y))
        w = w - rate * gradients[-1]
    s = 2 / n * X.T @ (X @ w - y)
    slopes = np.empty(len(rates))
    for t in reversed(range(len(rates))):
        slopes[t] = -(s @ gradients[t])
        s = s - rates[t] * (2 / n * X.T @ (X @ s))
    return slopes
