"""Day 19 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 19
"""

import numpy as np  # noqa: F401  (yours to use)


def bias_correction(beta, t):
    """Exercise 19.1 (easy): the factor that makes a running average right after t steps.

    beta : float, 0 <= beta < 1      t : integer >= 1      returns : float, 1 / (1 - beta^t)
    beta may be 0.999999999 and t 1: nine digits must be right, so do not subtract two numbers that are almost equal.

    >>> round(float(bias_correction(0.9, 2)), 6)
    5.263158
    """
    raise NotImplementedError


def gradient_weights(beta, t):
    """Exercise 19.2 (easy): how much each of the slopes g_1, ..., g_t counts in the corrected average of Adam.

    beta : float, 0 <= beta < 1      t : integer >= 1      returns : (t,), the oldest slope first; they sum to 1

    >>> gradient_weights(0.5, 2).round(6).tolist()
    [0.333333, 0.666667]
    """
    raise NotImplementedError


def decayed_weight(w, learning_rate, weight_decay, n_steps):
    """Exercise 19.3 (easy): what AdamW's weight decay alone makes of the weights in n_steps, when all slopes are 0.

    w : array of any shape      learning_rate, weight_decay : floats      n_steps : integer, up to 10^12: no loop
    returns : array of the shape of w; w itself is not changed

    >>> decayed_weight(np.array([1.0, -2.0]), 0.5, 0.2, 2).round(6).tolist()
    [0.81, -1.62]
    """
    raise NotImplementedError


def lion_step(w, g, m, learning_rate, beta1, beta2, weight_decay):
    """Exercise 19.4 (medium): one step of Lion (Chen and others 2023), which uses nothing but signs.

    w, g, m : arrays of one shape: weights, slope, memory      the others : floats
    c = beta1 m + (1 - beta1) g. The new w is w - learning_rate (sign(c) + weight_decay w), with the old w on the right.
    The new m is beta2 m + (1 - beta2) g: the other beta, and the old m.      returns : the tuple new w, new m

    >>> w, m = lion_step(np.array([1.0]), np.array([5.0]), np.array([-1.0]), 0.1, 0.5, 0.75, 0.0)
    >>> w.tolist(), m.tolist()
    ([0.9], [0.5])
    """
    raise NotImplementedError


def amsgrad_steps(slopes, learning_rate, beta1, beta2, epsilon):
    """Exercise 19.5 (medium): the steps of AMSGrad for one weight, given all its slopes (Reddi and others 2018).

    slopes : (T,) floats      the others : floats      returns : (T,), what is subtracted from the weight at each step
    As Adam, but in the place of v_t stands the largest of v_1, ..., v_t. PyTorch's order: first take the largest of
    the uncorrected averages, then divide it by 1 - beta2^t. The step is rate * m_hat / (sqrt(v_hat) + epsilon).

    >>> amsgrad_steps(np.array([2.0, 0.0]), 1.0, 0.0, 0.5, 0.0).round(6).tolist()
    [1.0, 0.0]
    """
    raise NotImplementedError


def clip_by_global_norm(grads, max_norm):
    """Exercise 19.6 (medium): shorten a list of gradients together, so that their direction stays.

    grads : list of arrays of any shapes      max_norm : float > 0      returns : a list of new arrays, the same shapes
    The norm is the root of the sum of all squares in all arrays. If it is at most max_norm, nothing changes; else all
    arrays are multiplied by max_norm / norm. Slopes of 1e200 must not overflow.

    >>> [g.round(6).tolist() for g in clip_by_global_norm([np.array([3.0]), np.array([[4.0]])], 1.0)]
    [[0.6], [[0.8]]]
    """
    raise NotImplementedError


def rare_slope_travel(period, learning_rate, beta1, beta2):
    """Exercise 19.7 (hard): how far Adam carries a weight per period, if its slope is 1 once a period and else 0.

    period : integer >= 1, up to 10^9      learning_rate, beta1, beta2 : floats, 0 < beta1^2 < beta2 < 1, epsilon is 0
    returns : float, the sum of the steps of one period after a very long time, when m and v repeat period by period
    No loop over the period. Start with m just after the slope came, and see how m and v fade until it comes again.

    >>> float(rare_slope_travel(1, 0.1, 0.9, 0.999))
    0.1
    """
    raise NotImplementedError


def uphill_drift(C, beta2):
    """Exercise 19.8 (hard): the example on which Adam walks the wrong way (Reddi and others 2018).

    The slopes of one weight repeat forever: C, -1, -1, C, -1, -1, ... with C > 2, so on average they are positive, and
    the weight should fall. Take Adam with beta1 = 0, epsilon 0 and learning rate 1, after a very long time.
    C : float > 2      beta2 : float, 0 < beta2 < 1      returns : float, the change of the weight in one round of three
    A positive answer means that it climbs.

    >>> round(float(uphill_drift(3.0, 0.1)), 6)
    0.68095
    """
    raise NotImplementedError
