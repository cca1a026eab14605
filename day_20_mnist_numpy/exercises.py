"""Day 20 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 20
"""

import numpy as np  # noqa: F401  (yours to use)


def one_hot(labels, n_classes):
    """Exercise 20.1 (easy): a row of zeros for each label, with a 1 in the label's column; no Python loop.

    labels : (n,) integers from 0 to n_classes - 1; n may be 0      returns : (n, n_classes) floats

    >>> one_hot(np.array([2, 0]), 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    raise NotImplementedError


def accuracy_standard_error(accuracy, n):
    """Exercise 20.2 (easy): how far a measured accuracy typically lies from the true one, by luck of the test images.

    accuracy : float in [0, 1], measured on n > 0 test images      returns : float
    The standard deviation of the mean of n coin flips that come up 1 with probability `accuracy`.

    >>> float(accuracy_standard_error(0.9, 100))
    0.03
    """
    raise NotImplementedError


def class_recall(table):
    """Exercise 20.3 (easy): of each class, the share that was read right.

    table : (k, k) counts, row = truth, column = answer      returns : (k,) floats
    A class that does not occur in the test has no share: nan, and no warning.

    >>> class_recall(np.array([[3, 1], [0, 2]])).tolist()
    [0.75, 1.0]
    """
    raise NotImplementedError


def confused_pairs(table, count):
    """Exercise 20.4 (medium): the `count` most frequent mistakes in a confusion matrix, the most frequent first.

    table : (k, k) counts, row = truth, column = answer      count : integer, from 1 to k (k - 1)
    returns : (count, 3) integers: truth, answer, how often
    Right answers are no mistakes; a pair that never occurred is one, with 0, and comes last. Equal counts come in
    reading order: by truth, then by answer. No Python loop.

    >>> confused_pairs(np.array([[9, 1, 4], [0, 9, 2], [3, 0, 9]]), 2).tolist()
    [[0, 2, 4], [2, 0, 3]]
    """
    raise NotImplementedError


def shift_images(images, dy, dx):
    """Exercise 20.5 (medium): every image moved dy pixels down and dx pixels right, for more training data.

    images : (n, height, width)      dy, dx : integers, negative for up and left      returns : same shape
    What leaves the picture is lost, what comes in is 0. A shift may be as large as the picture, or larger.

    >>> shift_images(np.array([[[1, 2], [3, 4]]]), 1, 0).tolist()
    [[[0, 0], [1, 2]]]
    """
    raise NotImplementedError


def training_multiplications(layer_sizes, n_samples):
    """Exercise 20.6 (medium): how many multiplications the matrix products of one training epoch make.

    layer_sizes : list of two or more integers      n_samples : integer      returns : integer
    A product of (n, a) and (a, b) makes n * a * b. Count the forward pass, the gradients of the weights, and the
    gradients that are handed down to the layer before. Nobody needs the gradient of the pixels, so it is not computed.

    >>> training_multiplications([4, 3, 2], 10)
    420
    """
    raise NotImplementedError


def deskew(image):
    """Exercise 20.7 (hard): a slanted digit put upright by sliding its rows sideways.

    image : (height, width) floats >= 0, the ink      returns : same shape
    With rows r and columns c counted from 0, and the ink's center of mass (r0, c0):
        slant = sum of ink * (r - r0) * (c - c0), over the sum of ink * (r - r0)^2; 0 where that sum is 0
        new[r, c] = old[r, c + slant * (r - r0)]
    Between two pixels of a row, interpolate in a straight line; pixels outside the picture are 0.
    An image without ink comes back as it is.

    >>> deskew(np.eye(3)).tolist()
    [[0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]
    """
    raise NotImplementedError


def per_sample_gradient_norms(layer_inputs, deltas):
    """Exercise 20.8 (hard): the length of each sample's own gradient, without building a gradient per sample.

    layer_inputs : list, for each dense layer its input, (n, n_in)
    deltas : list, for each dense layer the gradient of the MEAN loss in the layer's output x @ W + b, (n, n_out)
    returns : (n,) floats, the Euclidean length of the gradient of each sample's OWN loss in all weights and biases
    A batch of 128 on the day's network would need 128 times its half million numbers. Do with far fewer: no array
    may be larger than the ones that you were given.

    >>> per_sample_gradient_norms([np.array([[2.0, 2.0], [0.0, 0.0]])], [np.array([[0.5, 0.0], [0.0, 2.0]])]).tolist()
    [3.0, 4.0]
    """
    raise NotImplementedError
