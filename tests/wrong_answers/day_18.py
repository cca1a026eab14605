"""Natural wrong answers to day 18's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("leaky_relu_backward", "that is the forward pass")
def leaky_relu_forward(z, grad, slope):
    return np.where(z > 0, z, slope * z)


@wrong("leaky_relu_backward", "the slope is `slope`, not 0")
def leaky_relu_backward_of_relu(z, grad, slope):
    return grad * (z > 0)


@wrong("leaky_relu_backward", "the sign of z decides")
def leaky_relu_by_the_sign_of_grad(z, grad, slope):
    return np.where(grad > 0, grad, slope * grad)


@wrong("leaky_relu_backward", "at z = 0 take the left side's slope")
def leaky_relu_at_zero(z, grad, slope):
    return np.where(z >= 0, grad, slope * grad)


@wrong("bias_gradient", "add up over all axes but the last")
def bias_gradient_over_the_first_axis(grad):
    return grad.sum(axis=0)


@wrong("bias_gradient", "the sum over the rows, not the mean")
def bias_gradient_as_a_mean(grad):
    return grad.reshape(-1, grad.shape[-1]).mean(axis=0)


@wrong("bias_gradient", "one number for each column, not one in all")
def bias_gradient_of_everything(grad):
    return grad.sum()


@wrong("relative_error", "two arrays of zeros agree")
def relative_error_of_zeros(measured, backward):
    difference = np.linalg.norm((measured - backward).ravel())
    return difference / np.float64(np.linalg.norm(measured.ravel()) + np.linalg.norm(backward.ravel()))


@wrong("relative_error", "the lengths are added below")
def relative_error_to_the_sum(measured, backward):
    return np.linalg.norm(measured - backward) / np.linalg.norm(measured + backward)


@wrong("relative_error", "not the sum of the sizes")
def relative_error_of_sizes(measured, backward):
    return np.abs(measured - backward).sum() / (np.abs(measured).sum() + np.abs(backward).sum())


@wrong("softmax_backward", "that treats each entry alone")
def softmax_backward_entry_by_entry(p, grad):
    return grad * p * (1 - p)


@wrong("softmax_backward", "the sum runs over the classes of one row")
def softmax_backward_down_the_columns(p, grad):
    return p * (grad - np.sum(p * grad, axis=0))


@wrong("softmax_backward", "needs more than a gigabyte")
def softmax_backward_with_the_jacobian(p, grad):
    jacobian = p[:, :, None] * (np.eye(p.shape[1]) - p[:, None, :])
    return np.einsum("nk,nkj->nj", grad, jacobian)


@wrong("softmax_backward", "weight the sum by p")
def softmax_backward_unweighted(p, grad):
    return p * (grad - grad.sum(axis=1, keepdims=True))


@wrong("residual_backward", "the short way is missing")
def residual_without_the_short_way(x, W, grad):
    dz = grad * (x @ W > 0)
    return dz @ W.T, x.T @ dz


@wrong("residual_backward", "where x W is exactly 0")
def residual_at_zero(x, W, grad):
    dz = grad * (x @ W >= 0)
    return grad + dz @ W.T, x.T @ dz


@wrong("residual_backward", "where relu is off, nothing passes on the long way")
def residual_without_relu(x, W, grad):
    return grad + grad @ W.T, x.T @ grad


@wrong("shared_weights_gradient", "that is only the second use of W")
def shared_second_use(x, W, grad):
    return np.tanh(x @ W).T @ grad


@wrong("shared_weights_gradient", "the tanh lies between the two")
def shared_without_tanh(x, W, grad):
    return x.T @ (grad @ W.T) + np.tanh(x @ W).T @ grad


@wrong("shared_weights_gradient", "transpose W on the way back")
def shared_not_transposed(x, W, grad):
    a = np.tanh(x @ W)
    return x.T @ (grad @ W * (1 - a**2)) + a.T @ grad


@wrong("per_row_gradient_norms", "the bias belongs to the numbers")
def norms_without_the_bias(x, grad):
    return np.linalg.norm(x, axis=1) * np.linalg.norm(grad, axis=1)


@wrong("per_row_gradient_norms", "needs more than a gigabyte")
def norms_with_a_table_per_row(x, grad):
    tables = x[:, :, None] * grad[:, None, :]
    return np.sqrt(np.sum(tables**2, axis=(1, 2)) + np.sum(grad**2, axis=1))


@wrong("per_row_gradient_norms", "stopped after")
def norms_row_by_row(x, grad):
    return np.array([np.hypot(np.linalg.norm(np.outer(a, g)), np.linalg.norm(g)) for a, g in zip(x, grad, strict=True)])


@wrong("per_row_gradient_norms", "the root is missing")
def norms_squared(x, grad):
    return (np.sum(x**2, axis=1) + 1) * np.sum(grad**2, axis=1)


@wrong("solve_backward", "on the way back A is transposed")
def solve_without_transposing(A, b, grad):
    db = np.linalg.solve(A, grad)
    return -np.outer(db, np.linalg.solve(A, b)), db


@wrong("solve_backward", "the sign of dA")
def solve_with_the_wrong_sign(A, b, grad):
    db = np.linalg.solve(A.T, grad)
    return np.outer(db, np.linalg.solve(A, b)), db


@wrong("solve_backward", "dA lies on its side")
def solve_on_its_side(A, b, grad):
    db = np.linalg.solve(A.T, grad)
    return -np.outer(np.linalg.solve(A, b), db), db


@wrong("solve_backward", "returned None: did you forget `return`?")
def solve_without_return(A, b, grad):
    db = np.linalg.solve(A.T, grad)
    _ = -np.outer(db, np.linalg.solve(A, b)), db
