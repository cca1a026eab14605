"""Day 20's files: MNIST's own format, the download, the small bundled digits, and the weights.

What comes from the disk or the network comes from outside, so it is checked in full.
"""

import gzip
import io
import math
import os
import socket
import tempfile
import warnings
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


def unpacked(path):
    """The bytes of a file, plain or gzip. Raises ValueError naming the file when the gzip is damaged."""
    content = Path(path).read_bytes()
    if not content.startswith(b"\x1f\x8b"):  # gzip says so itself, whatever the file is called
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: damaged gzip file ({error})") from None


def read_idx(path):
    """The array of unsigned bytes in an IDX file, plain or gzip.

    Raises ValueError naming the file when the gzip is damaged, the magic number is wrong, or the length does not fit.
    Source: the MNIST page of LeCun, Cortes and Burges: two zero bytes, 0x08 for unsigned bytes, the number of axes;
    then the size of each axis as a big-endian 32-bit count; then the values, last axis fastest.
    """
    content = unpacked(path)
    magic = content[:4]
    if len(magic) < 4 or magic[:3] != b"\x00\x00\x08" or magic[3] == 0:
        found = magic.hex() or "nothing"
        raise ValueError(f"{path}: wrong magic number: found {found}, want 00000801 (labels) or 00000803 (images)")
    start = 4 + 4 * magic[3]  # where the values begin
    if len(content) < start:
        raise ValueError(f"{path}: truncated inside its header of {start} bytes")
    shape = [int.from_bytes(content[i : i + 4], "big") for i in range(4, start, 4)]
    want, got = math.prod(shape), len(content) - start
    if got < want:
        raise ValueError(f"{path}: truncated: {got} values where the shape {shape} needs {want}")
    if got > want:
        raise ValueError(f"{path}: longer than its header says: {got} values where the shape {shape} needs {want}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def find_file(folder, name):
    """The path of one MNIST file as torchvision names it, plain or .gz; None when neither is there."""
    plain = Path(folder) / "MNIST" / "raw" / name
    return next((path for path in (plain, plain.with_name(name + ".gz")) if path.is_file()), None)


def has_mnist(folder):
    """Whether all four MNIST files are in `folder`/MNIST/raw."""
    return all(find_file(folder, name) for name in FILES)


def to_floats(images, labels):
    """Gray levels as float32 between 0 and 1, one image a row (n, pixels); labels as integers (n,)."""
    return images.reshape(len(images), -1).astype(np.float32) / 255, labels.astype(np.int64)


def load_mnist(folder):
    """(x_train, y_train), (x_test, y_test) from `folder`/MNIST/raw: x (n, 784) float32 in [0, 1], y (n,) integers.

    Raises FileNotFoundError when a file is missing, ValueError naming the file when one is not what it should be.
    """
    return load_pair(folder, *FILES[:2]), load_pair(folder, *FILES[2:])


def load_pair(folder, images_name, labels_name):
    """The images and labels of one part of MNIST, as floats and integers."""
    images_path, labels_path = find_file(folder, images_name), find_file(folder, labels_name)
    for name, path in ((images_name, images_path), (labels_name, labels_path)):
        if path is None:
            raise FileNotFoundError(f"{Path(folder) / 'MNIST' / 'raw' / name} is not there, nor is it as .gz")
    images, labels = read_idx(images_path), read_idx(labels_path)
    if images.shape[1:] != (28, 28) or len(images) == 0:
        raise ValueError(f"{images_path}: want one or more images of 28 x 28, got shape {images.shape}")
    if labels.shape != images.shape[:1]:
        raise ValueError(f"{labels_path}: labels of shape {labels.shape} for {len(images)} images")
    if labels.max() > 9:
        raise ValueError(f"{labels_path}: labels must be 0 to 9, got {labels.max()}")
    return to_floats(images, labels)


def write_atomically(path, content):
    """Write bytes beside `path`, then rename: a run that is cut short never leaves half a file under that name."""
    path = Path(path)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def fetch_arrays():
    """The 70,000 images and labels from openml.org, as bytes (70000, 28, 28) and (70000,).

    Raises ValueError when what came is not MNIST, and whatever the network raises when nothing came.
    """
    from sklearn import datasets

    with tempfile.TemporaryDirectory() as cache, warnings.catch_warnings(action="ignore"):
        # all columns as bytes: that is quick, and a nominal column of numbers stops scikit-learn 1.9 with pandas 3.1
        options = {"data_home": cache, "n_retries": 1, "parser": "pandas", "read_csv_kwargs": {"dtype": np.uint8}}
        bunch = datasets.fetch_openml("mnist_784", version=1, as_frame=False, **options)
    images, labels = np.asarray(bunch.data), np.asarray(bunch.target).astype(np.int64)
    if images.shape != (70000, 784) or labels.shape != (70000,):
        raise ValueError(f"got images {images.shape} and labels {labels.shape}, want 70000 of each")
    if images.min() < 0 or images.max() > 255 or labels.min() < 0 or labels.max() > 9:
        raise ValueError("gray levels must be 0 to 255 and labels 0 to 9")
    return images.astype(np.uint8).reshape(-1, 28, 28), labels.astype(np.uint8)


def download_mnist(folder):
    """Fetch MNIST, keep it in `folder` if that can be written, and return it as `load_mnist` does.

    Raises OSError in one line when it cannot be had; nothing is kept then.
    """
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(10)
    try:
        images, labels = fetch_arrays()
    except Exception as error:  # whatever broke on the way, the reader needs one line
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise OSError(f"MNIST could not be downloaded: {reason} (without a network: --data digits)") from None
    finally:
        socket.setdefaulttimeout(patience)
    arrays = images[:60000], labels[:60000], images[60000:], labels[60000:]
    keep_mnist(folder, arrays)
    return to_floats(*arrays[:2]), to_floats(*arrays[2:])


def keep_mnist(folder, arrays):
    """Write the arrays as IDX files where torchvision looks for them; a folder that cannot be written is no error."""
    raw = Path(folder) / "MNIST" / "raw"
    try:
        raw.mkdir(parents=True, exist_ok=True)
        for name, array in zip(FILES, arrays, strict=True):
            header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, dtype=">u4").tobytes()
            write_atomically(raw / name, header + array.tobytes())
    except OSError:
        print("The data folder cannot be written: the next run will have to download again.")


def split(x, y, n_second, rng):
    """Two parts at random, `n_second` rows in the second: (x, y), (x, y)."""
    if len(x) != len(y) or not 0 < n_second < len(x):
        raise ValueError(f"n_second must lie between 0 and {len(x)} rows ({len(y)} labels), got {n_second}")
    order = rng.permutation(len(x))
    first, second = order[n_second:], order[:n_second]
    return (x[first], y[first]), (x[second], y[second])


def load_digits():
    """The 1,797 digits of 8 x 8 pixels bundled with scikit-learn, a fixed quarter for the test; like `load_mnist`."""
    from sklearn import datasets

    x, y = datasets.load_digits(return_X_y=True)
    return split((x / 16).astype(np.float32), y, len(y) // 4, np.random.default_rng(0))


def save_arrays(path, parameters):
    """Write a list of arrays as .npz, exactly under the name `path`, all or nothing."""
    buffer = io.BytesIO()
    np.savez(buffer, *parameters)
    write_atomically(path, buffer.getvalue())


def load_arrays(path):
    """The list W1, b1, W2, b2, ... that `save_arrays` wrote.

    Raises ValueError naming the file unless it is a whole .npz of finite floats whose layers fit together. A pickle
    is refused unread: it could run any program that its author liked.
    """
    content = Path(path).read_bytes()
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            parameters = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    except Exception as error:  # a broken archive fails in many ways; the reader needs one
        raise ValueError(f"{path}: not a whole file of weights ({type(error).__name__}: {error})") from None
    check_layers(path, parameters)
    return parameters


def check_layers(path, parameters):
    """Raises ValueError naming the file unless each bias fits its weights, and each layer the one before."""
    shapes = [p.shape for p in parameters]
    sizes = [n for shape in shapes[:1] + shapes[1::2] for n in shape[:1]]  # the rows of W1, then every bias
    want = [shape for n_in, n_out in pairwise(sizes) for shape in ((n_in, n_out), (n_out,))]
    if not shapes or shapes != want:
        raise ValueError(f"{path}: wrong shapes {shapes}, want W1, b1, W2, b2, ... of layers that fit together")
    if not all(p.dtype.kind == "f" and p.size > 0 and np.isfinite(p).all() for p in parameters):
        raise ValueError(f"{path}: the weights must be finite floats")
