"""Natural wrong answers to day 21's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("maximum_backward", "each gets half, not b all")
def maximum_ties_to_b(a, b, grad):
    return np.where(a > b, grad, 0.0), np.where(a > b, 0.0, grad)


@wrong("maximum_backward", "each gets half, not all: one slope arrives")
def maximum_ties_to_both(a, b, grad):
    c = np.maximum(a, b)
    return grad * (a == c), grad * (b == c)


@wrong("maximum_backward", "the slope goes to the larger one")
def maximum_to_the_smaller(a, b, grad):
    share = (a < b) + 0.5 * (a == b)
    return grad * share, grad * (1 - share)


@wrong("maximum_backward", "nearly equal is not equal")
def maximum_with_isclose(a, b, grad):
    share = np.where(np.isclose(a, b), 0.5, a > b)
    return grad * share, grad * (1 - share)


@wrong("maximum_backward", "the slope that arrives is to be multiplied")
def maximum_without_grad(a, b, grad):
    share = (a > b) + 0.5 * (a == b)
    return share, 1 - share


@wrong("lookup_backward", "the sum of its slopes, not the last")
def lookup_that_overwrites(rows, grad, n_rows):
    slope = np.zeros((n_rows, grad.shape[1]))
    slope[rows] += grad
    return slope


@wrong("lookup_backward", "that is a lookup in grad")
def lookup_forward(rows, grad, n_rows):
    return grad[rows]


@wrong("lookup_backward", "there are n_rows rows")
def lookup_up_to_the_last_row_picked(rows, grad, n_rows):
    slope = np.zeros((rows.max(initial=-1) + 1, grad.shape[1]))
    np.add.at(slope, rows, grad)
    return slope


@wrong("lookup_backward", "not their mean")
def lookup_mean(rows, grad, n_rows):
    slope = np.zeros((n_rows, grad.shape[1]))
    for row in set(rows.tolist()):
        slope[row] = grad[rows == row].mean(axis=0)
    return slope


def carried(steps, x, rules, start=1.0):
    """The right way but for `rules`, {name: slope from u, v, du, dv, number}."""
    right = {
        "add": lambda u, v, du, dv, number: du + dv,
        "mul": lambda u, v, du, dv, number: du * v + u * dv,
        "exp": lambda u, v, du, dv, number: number * du,
        "const": lambda u, v, du, dv, number: 0.0,
    } | rules
    numbers, slopes = [x], [start]
    for name, i, j in steps:
        if name == "const":
            numbers.append(i)
            slopes.append(right[name](i, i, 0.0, 0.0, i))
            continue
        u, v = numbers[i], numbers[j]
        number = {"add": u + v, "mul": u * v, "exp": np.exp(u)}[name]
        slopes.append(right[name](u, v, slopes[i], slopes[j], number))
        numbers.append(number)
    return float(numbers[-1]), float(slopes[-1])


@wrong("forward_mode", "the slope of a product has two parts")
def forward_with_a_product_of_slopes(steps, x):
    return carried(steps, x, {"mul": lambda u, v, du, dv, number: du * dv})


@wrong("forward_mode", "the slope of a product has two parts")
def forward_with_half_a_product(steps, x):
    return carried(steps, x, {"mul": lambda u, v, du, dv, number: u * dv})


@wrong("forward_mode", "e^u has the slope e^u times the slope of u")
def forward_without_the_inner_slope(steps, x):
    return carried(steps, x, {"exp": lambda u, v, du, dv, number: number})


@wrong("forward_mode", "a constant does not move with x")
def forward_with_moving_constants(steps, x):
    return carried(steps, x, {"const": lambda u, v, du, dv, number: 1.0})


@wrong("forward_mode", "first the number, then its slope")
def forward_turned_around(steps, x):
    return carried(steps, x, {})[::-1]


@wrong("forward_mode", "IndexError")
def forward_without_x(steps, x):
    numbers = []
    for _, i, j in steps:
        numbers.append(numbers[i] + numbers[j])
    return numbers[-1], 1.0


@wrong("distances_backward", "the square has the slope 2 (x - center)")
def distances_without_the_two(x, centers, grad):
    return (
        grad.sum(axis=1)[:, None] * x - grad @ centers,
        grad.sum(axis=0)[:, None] * centers - grad.T @ x,
    )


@wrong("distances_backward", "the centers stand behind a minus")
def distances_with_one_sign(x, centers, grad):
    return (
        2 * (grad.sum(axis=1)[:, None] * x - grad @ centers),
        2 * (grad.T @ x - grad.sum(axis=0)[:, None] * centers),
    )


@wrong("distances_backward", "needs more than a gigabyte")
def distances_by_one_table(x, centers, grad):
    differences = 2 * grad[:, :, None] * (x[:, None, :] - centers[None, :, :])
    return differences.sum(axis=1), -differences.sum(axis=0)


@wrong("distances_backward", "x stands in the first sum as often as grad says, not once")
def distances_with_x_once(x, centers, grad):
    return 2 * (x - grad @ centers), 2 * (centers - grad.T @ x)


@wrong("distances_backward", "once for each center, but weighted by grad")
def distances_with_x_counted(x, centers, grad):
    return 2 * (len(centers) * x - grad @ centers), 2 * (len(x) * centers - grad.T @ x)


@wrong("graph_slopes", "before all of it had arrived")
def graph_in_the_order_met(edges, n, end):
    slopes, seen, queue = np.zeros(n), {end}, [end]
    slopes[end] = 1
    for stop in queue:
        for start, other, local in edges:
            if other == stop:
                slopes[start] += slopes[stop] * local
                if start not in seen:
                    seen.add(start)
                    queue.append(start)
    return slopes


@wrong("graph_slopes", "a number passed its slope back twice")
def graph_met_again(edges, n, end):
    slopes, queue = np.zeros(n), [end]
    slopes[end] = 1
    for stop in queue:
        for start, other, local in edges:
            if other == stop:
                slopes[start] += slopes[stop] * local
                queue.append(start)
    return slopes


@wrong("graph_slopes", "RecursionError")
def graph_by_recursion(edges, n, end):
    after = [[] for _ in range(n)]
    for start, stop, local in edges:
        after[start].append((stop, local))
    known = {}

    def slope(number):
        if number not in known:
            own = 1.0 if number == end else 0.0
            known[number] = own + sum(local * slope(stop) for stop, local in after[number])
        return known[number]

    return np.array([slope(number) for number in range(n)])


@wrong("graph_slopes", "stopped after 2 seconds")
def graph_way_by_way(edges, n, end):
    into = [[] for _ in range(n)]
    for start, stop, local in edges:
        into[stop].append((start, local))
    slopes, ways = np.zeros(n), [(end, 1.0)]
    while ways:
        number, product = ways.pop()
        slopes[number] += product
        ways += [(start, product * local) for start, local in into[number]]
    return slopes


@wrong("graph_slopes", "two edges may join the same numbers")
def graph_as_a_dictionary(edges, n, end):
    table = np.zeros((n, n)) if n < 100 else None
    for start, stop, local in edges:
        table[start, stop] = local
    return np.linalg.inv(np.eye(n) - table)[:, end]


@wrong("graph_slopes", "that goes on from `end`")
def graph_forward(edges, n, end):
    table = np.zeros((n, n))
    for start, stop, local in edges:
        table[start, stop] += local
    return np.linalg.inv(np.eye(n) - table)[end]


def walk(X, y, rates, factor, through_steps=True):
    w, gradients = np.zeros(X.shape[1]), []
    for rate in rates:
        gradients.append(factor * X.T @ (X @ w - y))
        w = w - rate * gradients[-1]
    s, slopes = factor * X.T @ (X @ w - y), []
    for rate, gradient in zip(rates[::-1], gradients[::-1], strict=True):
        slopes.append(-(s @ gradient))
        if through_steps:
            s = s - rate * factor * X.T @ (X @ s)
    return np.array(slopes[::-1])


@wrong("rate_slopes", "the sign: a step goes against the gradient")
def rates_uphill(X, y, rates):
    return -walk(X, y, rates, 2 / len(y))


@wrong("rate_slopes", "the square has the factor 2")
def rates_without_the_two(X, y, rates):
    return walk(X, y, rates, 1 / len(y))


@wrong("rate_slopes", "what w changes goes through all later steps")
def rates_of_the_last_step_only(X, y, rates):
    return walk(X, y, rates, 2 / len(y), through_steps=False)


@wrong("rate_slopes", "turn them around")
def rates_in_the_order_of_the_walk(X, y, rates):
    return walk(X, y, rates, 2 / len(y))[::-1]


@wrong("rate_slopes", "stopped after 2 seconds")
def rates_one_by_one(X, y, rates):
    def loss(rates):
        w = np.zeros(X.shape[1])
        for rate in rates:
            w = w - rate * (2 / len(y) * X.T @ (X @ w - y))
        return np.mean((X @ w - y) ** 2)

    return np.array([loss(rates + nudge).imag / 1e-30 for nudge in 1e-30j * np.eye(len(rates))])
