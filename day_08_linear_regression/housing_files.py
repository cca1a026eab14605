"""Day 8: the two housing tables, from a local file or from scikit-learn's own loaders; everything read is checked."""

import socket
import warnings

import numpy as np
from sklearn import datasets

COLUMNS = {
    "california": ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude"],
    "boston": ["CRIM", "ZN", "INDUS", "CHAS", "NOX", "RM", "AGE", "DIS", "RAD", "TAX", "PTRATIO", "B", "LSTAT"],
}


def load_housing(name, folder):
    """X and y from `folder`/NAME_housing.csv or `folder`/extra/NAME_housing.csv, else from scikit-learn's loader."""
    for path in (folder / f"{name}_housing.csv", folder / "extra" / f"{name}_housing.csv"):
        if path.is_file():
            return read_housing(name, path)
    print(f"{name}_housing.csv is not in the data folder: asking scikit-learn's loader.", flush=True)
    return fetch_housing(name, folder)


def read_housing(name, path):
    """X and y of a local copy: Boston as it is; California (Pace and Barry 1997) in scikit-learn's form."""
    if name == "boston":
        table = read_table(path, 14, skip_header=0)
        return table[:, :13], table[:, 13]
    longitude, latitude, age, rooms, bedrooms, people, homes, income, value = read_table(path, 9, skip_header=1).T
    if homes.min() <= 0:
        raise ValueError(f"{path}: every district must have households, got {homes.min()}")
    columns = income, age, rooms / homes, bedrooms / homes, people, people / homes, latitude, longitude
    return np.column_stack(columns), value / 100_000


def read_table(path, n_columns, skip_header):
    """The numbers of a comma-separated file, (n, n_columns); raises ValueError naming the file otherwise."""
    try:
        table = np.loadtxt(path, delimiter=",", skiprows=skip_header, ndmin=2)
    except ValueError as error:
        raise ValueError(f"{path}: {str(error).splitlines()[0]}") from None
    if table.shape[1] != n_columns or len(table) < 50 or not np.isfinite(table).all():
        raise ValueError(f"{path}: want 50 or more rows of {n_columns} finite numbers, got the shape {table.shape}")
    return table


def fetch_housing(name, folder):
    """X and y from scikit-learn's own loader, which keeps them in `folder`; raises OSError in one line without them."""
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(10)
    try:
        with warnings.catch_warnings(action="ignore"):
            if name == "california":
                return datasets.fetch_california_housing(data_home=folder, return_X_y=True, n_retries=1)
            frame = datasets.fetch_openml("boston", version=1, data_home=folder, n_retries=1, parser="liac-arff").frame
            return frame[COLUMNS[name]].to_numpy(float), frame["MEDV"].to_numpy(float)
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"{name}_housing.csv is not in {folder}, and it cannot be downloaded: {reason}") from None
    finally:
        socket.setdefaulttimeout(patience)
