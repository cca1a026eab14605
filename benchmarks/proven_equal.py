"""Ours beside the reference, model by model: the largest difference, as the table of the front README states it.

    python benchmarks/proven_equal.py             prints the table (some seconds)
    python benchmarks/proven_equal.py --record    also writes it into README.md

A difference counts relative to the reference where that is larger than 1, and absolutely where it is smaller.
"""

import argparse
import json
import os
import sys
import warnings
from collections import namedtuple
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ["MPLBACKEND"] = "Agg"

import numpy as np  # noqa: E402
import sklearn.cluster  # noqa: E402
import sklearn.datasets  # noqa: E402
import sklearn.decomposition  # noqa: E402
import sklearn.ensemble  # noqa: E402
import sklearn.impute  # noqa: E402
import sklearn.linear_model  # noqa: E402
import sklearn.metrics  # noqa: E402
import sklearn.naive_bayes  # noqa: E402
import sklearn.neighbors  # noqa: E402
import sklearn.preprocessing  # noqa: E402
import sklearn.tree  # noqa: E402
import torch  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(folder) for folder in sorted(ROOT.glob("day_[0-9][0-9]_*"))]
import activations  # noqa: E402
import adam  # noqa: E402
import backpropagation  # noqa: E402
import decision_trees  # noqa: E402
import ensembles  # noqa: E402
import feature_engineering  # noqa: E402
import forward_propagation  # noqa: E402
import linear_regression  # noqa: E402
import logistic_regression  # noqa: E402
import loss_function  # noqa: E402
import metrics  # noqa: E402
import mnist_numpy  # noqa: E402
import optimizers  # noqa: E402
import perceptron  # noqa: E402
import regularization  # noqa: E402
import week2_review  # noqa: E402
import week3_review  # noqa: E402

SEEDS = range(10)
STAGES = 50
DEPTH = 3  # of trees: deeper down questions tie, and scikit-learn draws one of them
MARK = "<!-- written by: benchmarks/proven_equal.py --record -->\n"
HEAD = ["| day | ours | compared with | what | largest difference |", "|---|---|---|---|---|"]

Row = namedtuple("Row", "day ours reference what pairs")
rows = []


def row(day, ours, reference, what):
    """Decorator: the function yields pairs (what ours gives, what the reference gives) for this row of the table."""

    def register(pairs):
        rows.append(Row(day, ours, reference, what, pairs))
        return pairs

    return register


def difference(ours, reference):
    """The largest |ours - reference| / max(1, |reference|) over all entries; nan where one of them is not finite."""
    ours, reference = np.asarray(ours, dtype=float), np.asarray(reference, dtype=float)
    if ours.shape != reference.shape:
        raise ValueError(f"ours has the shape {ours.shape}, the reference {reference.shape}")
    return float(np.max(np.abs(ours - reference) / np.maximum(1, np.abs(reference))))


def largest_difference(row):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a reference says of its own future is not our subject
        return float(np.max([difference(*pair) for pair in row.pairs()]))  # unlike max(), np.max never loses a nan


def regression_sets():
    """Ten random tables with a linear truth and noise, and the diabetes data."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        n, d = rng.integers(20, 200), rng.integers(1, 9)
        X = rng.normal(loc=3, size=(n, d))
        yield X, X @ rng.normal(size=d) + rng.normal(size=n)
    yield sklearn.datasets.load_diabetes(return_X_y=True)


def classification_sets():
    """Ten random tables of 2 to 4 classes, without ties, in numbers that float32 holds: scikit-learn's trees round."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        n, d, k = rng.integers(1000, 2000), rng.integers(2, 9), rng.integers(2, 5)
        X = rng.normal(size=(n, d)).astype(np.float32).astype(float)
        yield X, np.digitize(X[:, 0] + rng.normal(size=n), np.linspace(-1, 1, k + 1)[1:-1])


def curved_sets():
    """The same ten tables with a smooth function of two columns in place of the classes."""
    for X, _ in classification_sets():
        yield X, X[:, -1] ** 2 + X[:, 0]


def standardized(load):
    X, y = load(return_X_y=True)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


# Week 1


def loss_cases():
    """Our losses, their gradients, PyTorch's twins, and ten random (truth, prediction) for each."""
    F = torch.nn.functional
    numbers = (lambda rng: rng.normal(size=50), lambda rng: 3 * rng.normal(size=50))
    coins = (lambda rng: rng.integers(0, 2, 50).astype(float), lambda rng: 30 * rng.normal(size=50))
    classes = (lambda rng: rng.integers(0, 5, 50), lambda rng: 30 * rng.normal(size=(50, 5)))
    for (draw_truth, draw_prediction), name, theirs in (
        (numbers, "mean_squared_error", F.mse_loss),
        (numbers, "huber_loss", F.huber_loss),
        (coins, "binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits),
        (classes, "cross_entropy", F.cross_entropy),
    ):
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            yield name, theirs, draw_truth(rng), draw_prediction(rng)


@row(1, "MSE, Huber, binary and softmax cross-entropy", "PyTorch", "values")
def losses():
    for name, theirs, truth, prediction in loss_cases():
        yield (
            getattr(loss_function, name)(truth, prediction),
            theirs(torch.tensor(prediction), torch.tensor(truth)).item(),
        )


@row(1, "the gradients of these four", "PyTorch's automatic differentiation", "every entry")
def loss_gradients():
    for name, theirs, truth, prediction in loss_cases():
        tensor = torch.tensor(prediction, requires_grad=True)
        theirs(tensor, torch.tensor(truth)).backward()
        yield getattr(loss_function, f"{name}_gradient")(truth, prediction), tensor.grad.numpy()


@row(4, "gradient descent, momentum, Nesterov, AdaGrad, RMSProp", "`torch.optim`", "100 steps")
def optimizer_paths():
    optim, start = torch.optim, np.array([-5.0, -2.0])
    for ours, theirs, options in (
        (optimizers.GradientDescent(0.01), optim.SGD, {}),
        (optimizers.Momentum(0.01), optim.SGD, {"momentum": 0.9}),
        (optimizers.Nesterov(0.01), optim.SGD, {"momentum": 0.9, "nesterov": True}),
        (optimizers.AdaGrad(0.5), optim.Adagrad, {}),
        (optimizers.RMSProp(0.01), optim.RMSprop, {}),
    ):
        slope = optimizers.Valley(condition=20.0, turn=0.4).gradient
        params = torch.tensor(start, requires_grad=True)
        their_optimizer, path = theirs([params], lr=ours.learning_rate, **options), [start]
        for _ in range(100):
            params.grad = torch.tensor(slope(params.detach().numpy()))
            their_optimizer.step()
            path.append(params.detach().numpy().copy())
        yield optimizers.minimize(ours, slope, start, 100), np.array(path)


def linear_pairs(ours, theirs):
    for X, y in regression_sets():
        ours.fit(X, y), theirs.fit(X, y)
        yield [*ours.coef_, ours.intercept_], [*theirs.coef_, theirs.intercept_]


@row(5, "`RidgeRegression`", "scikit-learn", "coefficients, intercept")
def ridge():
    for alpha in (0.1, 10.0):
        yield from linear_pairs(regularization.RidgeRegression(alpha), sklearn.linear_model.Ridge(alpha))


@row(5, "`LassoRegression`, `ElasticNetRegression`", "scikit-learn", "coefficients, intercept")
def lasso():
    for alpha in (0.01, 0.5):
        for l1_ratio in (1.0, 0.5):
            ours = regularization.ElasticNetRegression(alpha, l1_ratio, tolerance=1e-14)
            theirs = sklearn.linear_model.ElasticNet(alpha, l1_ratio=l1_ratio, tol=1e-14, max_iter=100_000)
            yield from linear_pairs(ours, theirs)


# Week 2


@row(8, "`LinearRegression`, QR", "scikit-learn", "coefficients, intercept")
def least_squares():
    yield from linear_pairs(linear_regression.LinearRegression(), sklearn.linear_model.LinearRegression(tol=0))


@row(8, "`LinearRegression`, QR", "Longley's data, certified by NIST", "coefficients, standard errors")
def longley():
    record = json.loads((ROOT / "tests" / "nist_linear.json").read_text(encoding="utf-8"))["sets"]["Longley"]
    model = linear_regression.LinearRegression().fit(np.array(record["x"]), np.array(record["y"]))
    yield [model.intercept_, *model.coef_], record["coefficients"]
    yield model.standard_errors_, record["std_errors"]


@row(9, "`LogisticRegression`, Newton", "scikit-learn", "coefficients, intercept")
def logistic():
    X, y = standardized(sklearn.datasets.load_breast_cancer)
    for C in (0.1, 1.0, 10.0):
        ours = logistic_regression.LogisticRegression(C).fit(X, y)
        theirs = sklearn.linear_model.LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12).fit(X, y)
        yield [*ours.coef_, ours.intercept_], [*theirs.coef_[0], theirs.intercept_[0]]


@row(9, "`SoftmaxRegression`", "scikit-learn", "coefficients, probabilities")
def softmax():
    for load in (sklearn.datasets.load_iris, sklearn.datasets.load_wine):
        X, y = standardized(load)
        ours = logistic_regression.SoftmaxRegression(C=1.0).fit(X, y)
        theirs = sklearn.linear_model.LogisticRegression(solver="newton-cholesky", tol=1e-12).fit(X, y)
        yield ours.coef_, theirs.coef_
        yield ours.predict_proba(X), theirs.predict_proba(X)


@row(10, "precision, recall, F1, kappa, Matthews, balanced accuracy", "scikit-learn", "values")
def label_metrics():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 4, size=(2, 60))
        for name in ("balanced_accuracy_score", "matthews_corrcoef", "cohen_kappa_score", "confusion_matrix"):
            yield getattr(metrics, name)(*labels), getattr(sklearn.metrics, name)(*labels)
        for name in ("precision_score", "recall_score", "f1_score"):
            for average in ("macro", "micro", "weighted"):
                theirs = getattr(sklearn.metrics, name)(*labels, average=average)
                yield getattr(metrics, name)(*labels, average=average), theirs


@row(10, "ROC and precision-recall curves, AUC, log loss, Brier score", "scikit-learn", "values, with ties")
def score_metrics():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        y, p = rng.integers(0, 2, 80), rng.integers(1, 20, 80) / 20
        for name in ("roc_auc_score", "average_precision_score", "log_loss", "brier_score_loss"):
            yield getattr(metrics, name)(y, p), getattr(sklearn.metrics, name)(y, p)
        for name in ("roc_curve", "precision_recall_curve"):
            ours, theirs = getattr(metrics, name)(y, p), getattr(sklearn.metrics, name)(y, p)
            for a, b in zip(ours, theirs, strict=True):
                yield a[np.isfinite(b)], b[np.isfinite(b)]  # the first threshold of the ROC curve is infinite


def tree_nodes(node):
    """Day 11's nodes, the parent first, then its left and its right branch: the order of scikit-learn's arrays."""
    if isinstance(node, decision_trees.Leaf):
        return [node]
    return [node, *tree_nodes(node.left), *tree_nodes(node.right)]


def tree_pairs(ours, theirs, data):
    """Features asked, thresholds, what the leaves say, importances."""
    for X, y in data:
        nodes, arrays = tree_nodes(ours.fit(X, y).root_), theirs.fit(X, y).tree_
        splits = [node for node in nodes if isinstance(node, decision_trees.Split)]
        yield [isinstance(node, decision_trees.Split) for node in nodes], arrays.feature >= 0
        yield [split.feature for split in splits], arrays.feature[arrays.feature >= 0]
        yield [split.threshold for split in splits], arrays.threshold[arrays.feature >= 0]
        yield [getattr(node, "leaf", node).value for node in nodes], arrays.value[:, 0]  # a split knows its leaf
        yield ours.feature_importances_, theirs.feature_importances_


@row(11, "`DecisionTreeClassifier`", "scikit-learn", "questions, thresholds, leaves, importances")
def tree_classifier():
    for criterion in ("gini", "entropy"):
        options = {"criterion": criterion, "max_depth": DEPTH}
        ours, theirs = decision_trees.DecisionTreeClassifier, sklearn.tree.DecisionTreeClassifier
        yield from tree_pairs(ours(**options), theirs(**options), classification_sets())


@row(11, "`DecisionTreeRegressor`", "scikit-learn", "questions, thresholds, leaves, importances")
def tree_regressor():
    limits = {"max_depth": DEPTH, "min_samples_leaf": 20}  # a single far point can be parted off by several features
    ours, theirs = decision_trees.DecisionTreeRegressor(**limits), sklearn.tree.DecisionTreeRegressor(**limits)
    yield from tree_pairs(ours, theirs, curved_sets())


@row(11, "`cost_complexity_pruning_path`", "scikit-learn", "alphas, impurities")
def pruning():
    for X, y in classification_sets():
        ours = decision_trees.DecisionTreeClassifier(max_depth=DEPTH).cost_complexity_pruning_path(X, y)
        theirs = sklearn.tree.DecisionTreeClassifier(max_depth=DEPTH).cost_complexity_pruning_path(X, y)
        yield ours.ccp_alphas, theirs.ccp_alphas
        yield ours.impurities, theirs.impurities


def fitted_boosters(name, data, **limits):
    """Our booster, scikit-learn's, and new rows, for each table; the leaves are large, so that no two splits tie."""
    for X, y in data:
        ours = getattr(ensembles, name)(n_estimators=STAGES, **limits).fit(X, y)
        theirs = getattr(sklearn.ensemble, name)(n_estimators=STAGES, random_state=0, **limits).fit(X, y)
        yield ours, theirs, X + np.random.default_rng(0).normal(size=X.shape)


@row(12, "`AdaBoostClassifier`", "scikit-learn", "votes on new rows after each of 50 stages")
def ada_boost():
    for ours, theirs, new in fitted_boosters("AdaBoostClassifier", classification_sets()):
        k = len(ours.classes_)
        for votes, decision in zip(ours.staged_votes(new), theirs.staged_decision_function(new), strict=True):
            scores = (k * votes - 1) / (k - 1)  # each vote counts 1 for its class and -1 / (k - 1) for each other
            yield (scores if k > 2 else scores[:, 1] - scores[:, 0]), decision


@row(12, "`GradientBoostingClassifier`", "scikit-learn", "probabilities of new rows after each of 50 stages")
def boosting_classifier():
    models = fitted_boosters("GradientBoostingClassifier", classification_sets(), min_samples_leaf=20)
    for ours, theirs, new in models:
        yield from zip(ours.staged_predict_proba(new), theirs.staged_predict_proba(new), strict=True)


@row(12, "`GradientBoostingRegressor`", "scikit-learn", "predictions for new rows after each of 50 stages")
def boosting_regressor():
    for ours, theirs, new in fitted_boosters("GradientBoostingRegressor", curved_sets(), min_samples_leaf=20):
        yield from zip(ours.staged_predict(new), theirs.staged_predict(new), strict=True)


def tables_with_holes():
    """Ten tables of numbers: a tenth is missing, one column is constant, and the first holds only five values."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(80, 5)) * [1, 100, 1, 0.01, 1] + 3
        X[:, 0], X[:, 4] = rng.integers(0, 5, 80), 0.1
        yield np.where(rng.random(X.shape) < 0.1, np.nan, X), X


def transformed(name, library, data, **options):
    """What a transformer makes of a table that it was fitted to, and where it leaves holes."""
    models = [getattr(module, name)(**options) for module in (feature_engineering, library)]
    for X in data:
        tables = [model.fit_transform(X) for model in models]
        yield tuple(np.isnan(table) for table in tables)
        yield tuple(np.nan_to_num(table) for table in tables)


@row(13, "`StandardScaler`, `MinMaxScaler`, `RobustScaler`", "scikit-learn", "columns, with holes")
def scalers():
    for name in ("StandardScaler", "MinMaxScaler", "RobustScaler"):
        yield from transformed(name, sklearn.preprocessing, (X for X, _ in tables_with_holes()))


@row(13, "`SimpleImputer`, three strategies", "scikit-learn", "columns")
def imputer():
    for strategy in ("mean", "median", "most_frequent"):
        yield from transformed("SimpleImputer", sklearn.impute, (X for X, _ in tables_with_holes()), strategy=strategy)


@row(13, "`PolynomialFeatures`, `KBinsDiscretizer`", "scikit-learn", "columns")
def new_columns():
    yield from transformed("PolynomialFeatures", sklearn.preprocessing, (X for _, X in tables_with_holes()), degree=3)
    for strategy in ("uniform", "quantile"):
        data = (X[:, 1:4] for _, X in tables_with_holes())
        options = {"strategy": strategy, "encode": "onehot-dense"}
        yield from transformed("KBinsDiscretizer", sklearn.preprocessing, data, **options)


@row(13, "`OrdinalEncoder`, `OneHotEncoder`", "scikit-learn", "columns")
def encoders():
    for seed in SEEDS:
        words = np.random.default_rng(seed).choice(["red", "green", "blue", "Red"], size=(50, 3)).astype(object)
        yield (
            feature_engineering.OrdinalEncoder().fit_transform(words),
            sklearn.preprocessing.OrdinalEncoder().fit_transform(words),
        )
        theirs = sklearn.preprocessing.OneHotEncoder(sparse_output=False)
        yield feature_engineering.OneHotEncoder().fit_transform(words), theirs.fit_transform(words)


@row(13, "`TargetEncoder`, cross-fitted", "scikit-learn", "columns of old and new rows")
def target_encoder():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        codes = rng.integers(0, 12, size=(200, 2))
        for y in (codes[:, 0] + rng.normal(size=200), rng.integers(0, 2, 200), rng.integers(0, 4, 200)):
            ours = feature_engineering.TargetEncoder()
            theirs = sklearn.preprocessing.TargetEncoder(shuffle=False, target_type="continuous")
            yield ours.fit_transform(codes, y), theirs.fit_transform(codes, y)
            yield ours.transform(codes + 2), theirs.transform(codes + 2)


def ordinary_sets():
    for load in (sklearn.datasets.load_iris, sklearn.datasets.load_wine, sklearn.datasets.load_breast_cancer):
        yield standardized(load)


@row(14, "`KNeighborsClassifier`", "scikit-learn", "distances, shares of the votes")
def neighbors():
    for X, y in ordinary_sets():
        rng = np.random.default_rng(0)
        new = X + 0.1 * rng.normal(size=X.shape)
        ours, theirs = (
            library.KNeighborsClassifier(n_neighbors=7).fit(X, y) for library in (week2_review, sklearn.neighbors)
        )
        yield ours.kneighbors(new)[0], theirs.kneighbors(new)[0]
        yield ours.predict_proba(new), theirs.predict_proba(new)


@row(14, "`GaussianNB`", "scikit-learn", "means, variances, probabilities")
def naive_bayes():
    for X, y in ordinary_sets():
        ours, theirs = week2_review.GaussianNB().fit(X, y), sklearn.naive_bayes.GaussianNB().fit(X, y)
        yield ours.theta_, theirs.theta_
        yield ours.var_, theirs.var_
        yield ours.predict_proba(X), theirs.predict_proba(X)


@row(14, "`PCA`", "scikit-learn", "components, variances, coordinates")
def components():
    for X, _ in ordinary_sets():
        ours, theirs = week2_review.PCA().fit(X), sklearn.decomposition.PCA(svd_solver="full").fit(X)
        yield ours.components_, theirs.components_
        yield ours.explained_variance_, theirs.explained_variance_
        yield ours.transform(X), theirs.transform(X)


@row(14, "`KMeans`, from the same start", "scikit-learn", "centers, labels, inertia")
def k_means():
    for X, _ in ordinary_sets():
        start = X[np.random.default_rng(0).choice(len(X), size=4, replace=False)]
        centers, labels, inertia, _ = week2_review.lloyd(X, start)
        theirs = sklearn.cluster.KMeans(4, init=start, n_init=1, tol=0, algorithm="lloyd").fit(X)
        yield centers, theirs.cluster_centers_
        yield labels, theirs.labels_
        yield inertia, theirs.inertia_


# Week 3


@row(15, "`Perceptron`", "scikit-learn, rows in the same order", "weights, bias")
def perceptron_weights():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(60, 3))
        y = np.where(X @ [1.0, -2.0, 0.5] > 0.1, 1, -1)
        ours = perceptron.Perceptron().fit(X, y)
        theirs = sklearn.linear_model.Perceptron(shuffle=False, tol=None, max_iter=1000).fit(X, y)
        yield [*ours.weights_, ours.bias_], [*theirs.coef_[0], theirs.intercept_[0]]


@row(16, "nine activations and their derivatives", "PyTorch", "values from -1e3 to 1e3")
def activation_values():
    x = np.concatenate([-np.geomspace(1e-6, 1e3, 400), np.geomspace(1e-6, 1e3, 400)])
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus"):
        tensor = torch.tensor(x, requires_grad=True)
        options = {"threshold": 700} if name == "softplus" else {}  # PyTorch's default cuts off the tail from 20 on
        theirs = getattr(torch.nn.functional, name)(tensor, **options)
        theirs.sum().backward()
        yield getattr(activations, name)(x), theirs.detach().numpy()
        yield getattr(activations, f"{name}_derivative")(x), tensor.grad.numpy()


@row(17, "`forward`", "`torch.nn.Sequential`", "every layer's output")
def forward_layers():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        params = forward_propagation.initialize([6, 20, 15, 4], "he", rng)
        x, value = rng.normal(size=(30, 6)), None
        layers = []
        for (W, _), bend in zip(params, (torch.nn.ReLU(), torch.nn.Tanh(), torch.nn.Softmax(dim=1)), strict=True):
            linear = torch.nn.Linear(*W.shape, dtype=torch.float64)
            linear.weight.data, linear.bias.data = torch.tensor(W.T), torch.zeros(W.shape[1], dtype=torch.float64)
            layers.append(torch.nn.Sequential(linear, bend))
        value = torch.tensor(x)
        _, ours = forward_propagation.forward(x, params, ["relu", "tanh", "softmax"])
        for layer, output in zip(layers, ours[1:], strict=True):
            value = layer(value)
            yield output, value.detach().numpy()


@row(18, "`Network.loss_and_gradients`", "PyTorch's automatic differentiation", "loss, every gradient")
def backpropagated_gradients():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        dense = [backpropagation.Dense(*sizes, rng) for sizes in ((5, 8), (8, 7), (7, 3))]
        layers = [dense[0], backpropagation.Tanh(), dense[1], backpropagation.ReLU(), dense[2]]
        network = backpropagation.Network(layers, backpropagation.SoftmaxCrossEntropy())
        x, y = rng.normal(size=(20, 5)), rng.integers(0, 3, 20)
        params = [(torch.tensor(d.W, requires_grad=True), torch.tensor(d.b, requires_grad=True)) for d in dense]
        (W1, b1), (W2, b2), (W3, b3) = params
        out = torch.relu(torch.tanh(torch.tensor(x) @ W1 + b1) @ W2 + b2) @ W3 + b3
        their_loss = torch.nn.functional.cross_entropy(out, torch.tensor(y))
        their_loss.backward()
        loss, gradients = network.loss_and_gradients(x, y)
        yield loss, their_loss.item()
        for ours, theirs in zip(gradients, params, strict=True):
            yield from ((g, p.grad.numpy()) for g, p in zip(ours, theirs, strict=True))


@row(19, "SGD, momentum, RMSProp, Adam, AdamW", "`torch.optim`", "200 steps, weight decay 0.1")
def optimizer_steps():
    optim, decay = torch.optim, {"weight_decay": 0.1}
    for ours, theirs, options in (
        (adam.SGD(0.03, **decay), optim.SGD, {"lr": 0.03}),
        (adam.Momentum(0.03, **decay), optim.SGD, {"lr": 0.03, "momentum": 0.9}),
        (adam.RMSProp(**decay), optim.RMSprop, {}),
        (adam.Adam(**decay), optim.Adam, {}),
        (adam.AdamW(**decay), optim.AdamW, {}),
    ):
        rng = np.random.default_rng(0)
        w = rng.normal(size=(4, 3))
        tensor = torch.tensor(w, requires_grad=True)
        their_optimizer = theirs([tensor], **options, **decay)
        for _ in range(200):
            slope = rng.normal(size=w.shape)
            tensor.grad = torch.tensor(slope)
            their_optimizer.step()
            ours.step([w], [slope])
            yield w.copy(), tensor.detach().numpy()


@row(20, "`MLP.loss_and_gradients`", "PyTorch's automatic differentiation", "loss, every gradient")
def network_gradients():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        model = mnist_numpy.MLP([12, 9, 7, 4], rng)
        model.parameters = [rng.normal(size=p.shape) for p in model.parameters]
        x, y = rng.normal(size=(30, 12)), rng.integers(0, 4, 30)
        params = [torch.tensor(p, requires_grad=True) for p in model.parameters]
        out = torch.tensor(x)
        for i, (W, b) in enumerate(zip(params[0::2], params[1::2], strict=True)):
            out = (torch.relu(out) if i else out) @ W + b
        their_loss = torch.nn.functional.cross_entropy(out, torch.tensor(y))
        their_loss.backward()
        loss, gradients = model.loss_and_gradients(x, y)
        yield loss, their_loss.item()
        yield from zip(gradients, (p.grad.numpy() for p in params), strict=True)


@row(21, "`Tensor.backward`", "PyTorch's automatic differentiation", "every gradient")
def recorded_gradients():
    def expression(x, w, b, mean):
        z = (x @ w + b) * b
        shares = z.exp() / z.exp().sum(1, keepdims=True)
        return mean((shares[[0, 2, 2, 1]] ** 2 + 1).log() - (w * w).sum())

    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        values = [rng.normal(size=shape) for shape in ((5, 4), (4, 3), (3,))]
        ours = [week3_review.Tensor(value) for value in values]
        theirs = [torch.tensor(value, requires_grad=True) for value in values]
        expression(*ours, week3_review.Tensor.mean).backward()
        expression(*theirs, torch.mean).backward()
        yield from ((a.grad, b.grad.numpy()) for a, b in zip(ours, theirs, strict=True))


def table_line(row, worst):
    day = f"[{row.day}]({next(ROOT.glob(f'day_{row.day:02d}_*')).name}/README.md)"
    return f"| {day} | {row.ours} | {row.reference} | {row.what} | {f'{worst:.0e}' if worst else '0'} |"


def split_page(text):
    """The front README before the table (its mark included), the table's lines, and what comes after it."""
    before, mark, rest = text.partition(MARK)
    if not mark:
        raise SystemExit(f"README.md has lost the line that says where the table stands: {MARK.strip()}")
    table, gap, after = rest.partition("\n\n")
    return before + mark, table.splitlines(), gap + after


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="write the table into README.md")
    args = parser.parse_args(arguments)
    table = [*HEAD, *(table_line(row, largest_difference(row)) for row in rows)]
    print("\n".join(table))
    if args.record:
        page = ROOT / "README.md"
        before, _, after = split_page(page.read_text(encoding="utf-8"))
        page.write_text(before + "\n".join(table) + after, encoding="utf-8")
        print("written: README.md")


if __name__ == "__main__":
    main()
