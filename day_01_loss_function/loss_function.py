# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 1: loss functions. One number that says how wrong a prediction is.

Run me:    python loss_function.py
Then read: README.md (its sections carry the same numbers)
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")


def check_pair(y_true, y_pred, names=("y_true", "y_pred")):
    """Both as float arrays of one shape; raises ValueError when they differ in shape, are empty or hold nan."""
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"{names[0]} has shape {y_true.shape} but {names[1]} has {y_pred.shape}: they must be equal")
    if y_true.size == 0:
        raise ValueError(f"{names[0]} and {names[1]} are empty: a mean needs at least one sample")
    for name, array in zip(names, (y_true, y_pred), strict=True):
        if np.isnan(array).any():
            raise ValueError(f"{name} has a nan at position {tuple(np.argwhere(np.isnan(array))[0].tolist())}")
    return y_true, y_pred


# 2. Pricing a number


def mean_squared_error(y_true, y_pred):
    """Mean of the squared errors, in squared units of y.

    y_true, y_pred : equal shapes, (n,) or (n, k)      returns : float, over all entries
    Raises ValueError on unequal shapes, empty arrays and nan (every loss below does).
    """
    y_true, y_pred = check_pair(y_true, y_pred)
    return np.mean((y_pred - y_true) ** 2)


def mean_absolute_error(y_true, y_pred):
    """Mean of the sizes of the errors, in units of y; arguments as for `mean_squared_error`."""
    y_true, y_pred = check_pair(y_true, y_pred)
    return np.mean(np.abs(y_pred - y_true))


def check_delta(delta):
    if not delta > 0:
        raise ValueError(f"delta must be positive, got {delta}")


def huber_loss(y_true, y_pred, delta=1.0):
    """Squared (and halved) up to an error of `delta`, a straight line beyond it (Huber 1964).

    y_true, y_pred : equal shapes      delta : float > 0, in units of y      returns : float
    """
    y_true, y_pred = check_pair(y_true, y_pred)
    check_delta(delta)
    size = np.abs(y_pred - y_true)
    return np.mean(np.where(size <= delta, 0.5 * size**2, delta * (size - 0.5 * delta)))


# 3. Pricing a probability


def check_probabilities(name, values):
    """Raises ValueError when an entry lies outside [0, 1]."""
    outside = values[(values < 0) | (values > 1)]
    if outside.size > 0:
        raise ValueError(f"{name} must lie in [0, 1], got {outside[0]}")


def binary_cross_entropy(y_true, p_pred):
    """Mean of -log(the probability given to what happened), in nats.

    y_true : labels 0 or 1 (or probabilities between)      p_pred : probability of label 1      equal shapes
    Certain and right costs 0 (0 log 0 counts as 0); certain and wrong costs infinity.
    """
    y_true, p_pred = check_pair(y_true, p_pred, ("y_true", "p_pred"))
    check_probabilities("y_true", y_true)
    check_probabilities("p_pred", p_pred)
    with np.errstate(divide="ignore", invalid="ignore"):  # log 0 is meant to be -inf here
        if_one = np.where(y_true > 0, y_true * np.log(p_pred), 0.0)
        if_zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-p_pred), 0.0)
    return np.mean(-if_one - if_zero)


def check_labels_and_logits(y_true, logits):
    """Both as float arrays of one shape; raises ValueError unless y_true lies in [0, 1] and every logit is finite."""
    y_true, logits = check_pair(y_true, logits, ("y_true", "logits"))
    check_probabilities("y_true", y_true)
    if np.isinf(logits).any():
        raise ValueError("logits must be finite, got an infinite one")
    return y_true, logits


def binary_cross_entropy_with_logits(y_true, logits):
    """The same from the logit z, where p = 1 / (1 + e^-z), without ever computing p: exact for any finite z.

    y_true : labels in [0, 1]      logits : finite, equal shapes      returns : float, nats
    Source: -y log p - (1-y) log(1-p) = log(1 + e^z) - y z, and log(1 + e^z) = max(z, 0) + log(1 + e^-|z|).
    """
    y_true, logits = check_labels_and_logits(y_true, logits)
    return np.mean(np.maximum(logits, 0) - y_true * logits + np.log1p(np.exp(-np.abs(logits))))


def log_softmax(logits, axis=-1):
    """Logarithm of the softmax along `axis`; same shape as `logits`; a nan stays in its row.

    Source: subtracting the largest logit changes nothing but keeps e^z from overflowing.
    """
    logits = np.asarray(logits, dtype=float)
    if logits.ndim == 0 or logits.shape[axis] == 0:
        raise ValueError(f"logits need at least one class along axis {axis}, got shape {logits.shape}")
    shifted = logits - np.max(logits, axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def softmax(logits, axis=-1):
    """Positive numbers that sum to 1 along `axis`, in proportion to e^logit; same shape as `logits`."""
    return np.exp(log_softmax(logits, axis))


def check_classes(labels, logits):
    """Labels (n,) and logits (n, k) as arrays; raises ValueError unless every label is a column of the logits."""
    labels, logits = np.asarray(labels), np.asarray(logits, dtype=float)
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or logits.size == 0:
        raise ValueError(f"want labels (n,) and logits (n, classes), n > 0: got {labels.shape} and {logits.shape}")
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise ValueError(f"labels must be integers from 0 to {logits.shape[1] - 1}, got {np.unique(labels)[:10]}")
    if not np.isfinite(logits.max(axis=1)).all():
        raise ValueError("logits have a nan, a +inf or a row of -inf: the largest of each row must be finite")
    return labels, logits


def cross_entropy(labels, logits):
    """Mean over the rows of -log(softmax probability of the right class), in nats.

    labels : (n,) integers      logits : (n, classes)      returns : float
    """
    labels, logits = check_classes(labels, logits)
    return np.mean(-log_softmax(logits)[np.arange(len(labels)), labels])


def kl_divergence(p, q):
    """Mean over the rows of sum p log(p / q), in nats: the extra price of believing q where p is true.

    p, q : (k,) or (n, k), each row sums to 1      returns : float >= 0, infinite where q rules out what p allows
    Source: Kullback and Leibler 1951; 0 log 0 counts as 0.
    """
    p, q = check_pair(p, q, ("p", "q"))
    for name, rows in (("p", p), ("q", q)):
        check_probabilities(name, rows)
        if rows.ndim not in (1, 2) or not np.allclose(rows.sum(axis=-1), 1, rtol=0, atol=1e-6):
            raise ValueError(f"{name} must be (k,) or (n, k) with rows that sum to 1")
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    return np.mean(terms.sum(axis=-1))


# 4. Pricing a side


def hinge_loss(y_true, scores):
    """Mean of max(0, 1 - y * score): free once on the right side with a margin of 1.

    y_true : labels -1 or +1      scores : floats, equal shapes      returns : float
    """
    y_true, scores = check_pair(y_true, scores, ("y_true", "scores"))
    if not np.isin(y_true, (-1, 1)).all():
        raise ValueError(f"hinge_loss wants labels -1 and +1, got {np.unique(y_true)[:10]}")
    return np.mean(np.maximum(0, 1 - y_true * scores))


# 5. Which way is down: the slope of each loss in each prediction


def mean_squared_error_gradient(y_true, y_pred):
    """Slope of `mean_squared_error` in every prediction, same shape: 2 (prediction - truth) / count."""
    y_true, y_pred = check_pair(y_true, y_pred)
    return 2 * (y_pred - y_true) / y_true.size


def huber_loss_gradient(y_true, y_pred, delta=1.0):
    """Slope of `huber_loss` in every prediction: the error, cut off at -delta and delta, over the count."""
    y_true, y_pred = check_pair(y_true, y_pred)
    check_delta(delta)
    return np.clip(y_pred - y_true, -delta, delta) / y_true.size


def binary_cross_entropy_with_logits_gradient(y_true, logits):
    """Slope of `binary_cross_entropy_with_logits` in every logit: (probability - label) / count."""
    y_true, logits = check_labels_and_logits(y_true, logits)
    probability = np.exp(-np.logaddexp(0, -logits))  # 1 / (1 + e^-z), without overflow
    return (probability - y_true) / y_true.size


def cross_entropy_gradient(labels, logits):
    """Slope of `cross_entropy` in every logit, (n, classes): (softmax - 1 at the right class) / n."""
    labels, logits = check_classes(labels, logits)
    gradient = softmax(logits)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


# What the README shows


def best_constant(loss, values):
    """The one guess, to 0.1, that `loss` finds cheapest for all `values` (n,)."""
    guesses = np.arange(np.floor(values.min()), np.ceil(values.max()) + 0.1, 0.1)
    return guesses[np.argmin([loss(values, np.full_like(values, guess)) for guess in guesses])]


def show_the_outlier():
    """README section 2: a slip of the keyboard, priced three ways."""
    forecast = np.array([19.0, 20.0, 19.0, 25.0, 22.0, 19.0, 24.0])
    noon = np.array([18.0, 21.0, 19.0, 23.0, 22.0, 20.0, 24.0])
    typo = noon.copy()
    typo[4] = 220.0
    print("A week of noon temperatures; then one reading of 22 is typed in as 220.")
    print("Best guess: the one number for the whole week that this loss finds cheapest after the slip.")
    print("  loss         before       after  best guess")
    results = {}
    for name, loss in [("MSE", mean_squared_error), ("MAE", mean_absolute_error), ("Huber", huber_loss)]:
        before, after, guess = loss(noon, forecast), loss(typo, forecast), best_constant(loss, typo)
        print(f"  {name:8s} {before:10.3f} {after:11.3f} {guess:11.1f}")
        results |= {f"{name} before": before, f"{name} after": after, f"{name} guess": guess}
    return results


def show_the_price_of_confidence():
    """README section 3: what it costs to have given the truth this probability."""
    print("\nYou gave what then happened this probability. The price:")
    print("  probability     nats     bits")
    for p in (0.99, 0.9, 0.5, 0.1, 0.01, 0.001):
        nats = binary_cross_entropy([1], [p])
        print(f"  {p:11.3f} {nats:8.3f} {nats / np.log(2):8.3f}")
    return {"price of a coin flip": binary_cross_entropy([1], [0.5])}


def naive_price(logit):
    """The price of label 0 as the textbook writes it: p = 1 / (1 + e^-z), then -log(1 - p)."""
    with np.errstate(all="ignore"):
        return -np.log(1 - 1 / (1 + np.exp(-logit)))


def show_the_overflow():
    """README section 3: the textbook formula runs out of digits; the stable one does not."""
    print("\nThe label is 0, the model says 1 with a logit of z. The price:")
    print("       z            textbook              stable")
    for logit in (10.0, 20.0, 30.0, 40.0, 1000.0):
        stable = binary_cross_entropy_with_logits([0], [logit])
        print(f"  {logit:6.0f} {naive_price(logit):19.10f} {stable:19.10f}")
    with np.errstate(all="ignore"):
        naive = np.exp([1000.0, 0.0]) / np.sum(np.exp([1000.0, 0.0]))
    print(f"Softmax of (1000, 0): textbook {naive}, stable {softmax([1000.0, 0.0])}")
    return {"stable price at 1000": stable}


def show_three_classes():
    """README section 3: three scores become three probabilities and one price."""
    scores = np.array([[-2.85, 0.86, 0.28]])
    price = cross_entropy([2], scores)
    print("\nScores (-2.85, 0.86, 0.28), the right class is the last:")
    print(f"  softmax {np.round(softmax(scores)[0], 3)}   cross-entropy {price:.4f}")
    return {"three classes": price}


def measured_slope(loss, truth, prediction, step=1e-6):
    """How much the loss changes for a tiny nudge of each prediction, over the nudge; same shape as `prediction`."""
    slope = np.empty_like(prediction)
    for index in np.ndindex(prediction.shape):
        nudge = np.zeros_like(prediction)
        nudge[index] = step
        slope[index] = (loss(truth, prediction + nudge) - loss(truth, prediction - nudge)) / (2 * step)
    return slope


def show_the_slopes(rng):
    """README section 5: each gradient beside the change that a tiny nudge really makes, 50 predictions at once."""
    numbers, bits, classes = rng.normal(size=50), rng.integers(0, 2, size=50), rng.integers(0, 4, size=50)
    scores, table = rng.normal(size=50), rng.normal(size=(50, 4))
    binary = binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_gradient
    print("\nLargest gap between the formula and the measured slope:")
    gaps = []
    for name, loss, gradient, truth, start in [
        ("MSE", mean_squared_error, mean_squared_error_gradient, numbers, scores),
        ("Huber", huber_loss, huber_loss_gradient, numbers, scores),
        ("binary cross-entropy", *binary, bits, scores),
        ("cross-entropy", cross_entropy, cross_entropy_gradient, classes, table),
    ]:
        gaps.append(np.max(np.abs(measured_slope(loss, truth, start) - gradient(truth, start))))
        print(f"  {name:22s} {'below 1e-8' if gaps[-1] < 1e-8 else gaps[-1]}")
    return {"largest slope gap": max(gaps)}


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_number_losses():
    """README section 2: three prices of an error, and their slopes."""
    errors = np.linspace(-3, 3, 301)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for name, loss, slope in [
        ("squared", mean_squared_error, mean_squared_error_gradient),
        ("absolute", mean_absolute_error, lambda truth, prediction: np.sign(np.subtract(prediction, truth))),
        ("Huber, delta 1", huber_loss, huber_loss_gradient),
    ]:
        axes[0].plot(errors, [loss([0], [error]) for error in errors], label=name)
        axes[1].plot(errors, [slope([0], [error])[0] for error in errors], label=name)
    axes[0].set(xlabel="error (prediction - truth)", ylabel="price", ylim=(0, 6), title="the price of an error")
    axes[1].set(xlabel="error (prediction - truth)", ylabel="slope", title="how hard it pulls")
    for ax in axes:
        ax.grid(alpha=0.3)
        ax.legend(loc="upper center" if ax is axes[0] else "upper left")
    save_figure(fig, "number_losses.png")


def draw_class_losses():
    """README sections 3 and 4: the price of a probability, and of a score on the right or the wrong side."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    probabilities = np.linspace(0.001, 1, 500)
    axes[0].plot(probabilities, [binary_cross_entropy([1], [p]) for p in probabilities])
    axes[0].plot(0.5, np.log(2), "o", color="tab:red", label="coin flip: ln 2 = 0.693")
    axes[0].set(xlabel="probability given to the truth", ylabel="price (nats)", title="cross-entropy")
    scores = np.linspace(-3, 3, 301)
    axes[1].plot(scores, [float(score <= 0) for score in scores], "k--", label="wrong or right (0-1)")
    axes[1].plot(scores, [hinge_loss([1], [score]) for score in scores], label="hinge")
    axes[1].plot(scores, [binary_cross_entropy_with_logits([1], [s]) for s in scores], label="cross-entropy")
    axes[1].set(xlabel="score of the right side", ylabel="price", title="three prices of a score")
    for ax in axes:
        ax.grid(alpha=0.3)
        ax.legend()
    save_figure(fig, "class_losses.png")


def main():
    results = show_the_outlier()
    results |= show_the_price_of_confidence()
    results |= show_the_overflow()
    results |= show_three_classes()
    results |= show_the_slopes(np.random.default_rng(1))
    draw_number_losses()
    draw_class_losses()
    return results


if __name__ == "__main__":
    main()
