"""Reading a README as the tests need it: fences, tables, prose, and the arithmetic in its formulas."""

import math
import re
from collections import namedtuple

Block = namedtuple("Block", "kind info lines number")  # kind: fence, table, prose; number: its first line, from 1

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![\w])")
NUMERIC_CELL = re.compile(r"^\**[-+±~]?\$?[\d.,]+(?:e[-+]?\d+)?\$?(?: ?(?:%|s|ms|x|times|±|[\d.]+))*\**$")


def blocks(text):
    """The README as Blocks in order. A table or a fence takes as `info` its language, or the comment line above it."""
    found, comment, lines = [], "", text.splitlines()
    index = 0
    while index < len(lines):
        start = index
        line = lines[index]
        if line.startswith("```"):
            index += 1
            while index < len(lines) and not lines[index].startswith("```"):
                index += 1
            found.append(Block("fence", line[3:].strip(), lines[start + 1 : index], start + 1))
            index += 1
        elif line.startswith("|"):
            while index < len(lines) and lines[index].startswith("|"):
                index += 1
            found.append(Block("table", comment, lines[start:index], start + 1))
        elif match := re.fullmatch(r"<!-- (.+) -->", line):
            comment = match[1]
            index += 1
            continue
        else:
            index += 1
            found.append(Block("prose", "", [line], start + 1))
        if line.strip():
            comment = ""
    return found


def rows(table):
    """The cells of a table's body, row by row; a bar inside $…$ or `…` does not part cells when it is escaped."""
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in table.lines]
    return cells[2:]


def header(table):
    return [cell.strip() for cell in table.lines[0].strip("|").split("|")]


def numbers(text):
    """The numbers in a text, as (value, digits after the point)."""
    found = []
    for match in NUMBER.findall(text.replace("−", "-").replace("\u2009", "")):
        plain = match.replace(",", "")
        mantissa, _, exponent = plain.partition("e")
        digits = len(mantissa.partition(".")[2]) - int(exponent or 0)
        found.append((float(plain), digits))
    return found


def agree(shown, came, within=0.0):
    """Whether a number shown as (value, digits) may stand for `came`: to one unit of its last decimal."""
    value, digits = shown
    unit = 1.001 * 10.0**-digits if digits > 0 else 0.5
    return abs(value - came) <= max(unit, within * abs(came))


def lines_agree(shown, came, within=0.0):
    """Whether two lines of output have the same words, and numbers that agree."""
    if NUMBER.sub("#", shown).split() != NUMBER.sub("#", came).split():
        return False
    pairs = zip(numbers(shown), numbers(came), strict=True)
    return all(agree(number, value, within) for number, (value, _) in pairs)


def tolerance(info):
    """The share in `within 3%`, else 0."""
    match = re.search(r"within ([\d.]+)%", info)
    return float(match[1]) / 100 if match else 0.0


# Arithmetic in formulas

NAMES = {"exp": math.exp, "ln": math.log, "log2": math.log2, "log10": math.log10, "sqrt": math.sqrt, "pi": math.pi}
NAMES |= {"abs": abs}


def formulas(text):
    """Every $…$ and $$…$$ of a text, code left out."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`]*`", "", text)
    return [a or b for a, b in re.findall(r"\$\$(.+?)\$\$|\$([^$]+?)\$", text, flags=re.DOTALL)]


def evaluate(tex):
    """The value of a piece of TeX that holds numbers only; None when it holds anything else."""
    code = re.sub(r"\\(?:left|right|big|Big|displaystyle|[,;! ])|\\text\{[^}]*\}|\\quad|~|\{,\}", " ", tex)
    code = re.sub(r"\\lvert(.*?)\\rvert", r"abs(\1)", code)
    code = re.sub(r"\\frac(\d)(\d)", r"((\1)/(\2))", code)
    group = r"\{([^{}]*)\}"
    for _ in range(6):  # from the innermost braces outward
        code = re.sub(r"\\frac" + group + group, r"((\1)/(\2))", code)
        code = re.sub(r"\\sqrt" + group, r"sqrt(\1)", code)
        code = re.sub(r"(?<![a-z])e\^" + group, r"exp(\1)", code)
        code = re.sub(r"\^" + group, r"**(\1)", code)
    code = re.sub(r"\\sqrt\s*(\d)", r"sqrt(\1)", code)
    code = re.sub(r"\^(\d)", r"**\1", code)
    code = re.sub(r"\\(ln|log_2|log_\{10\})\s*(?=[\d(\\]|sqrt)", lambda m: "@" + m[1].translate({95: None}), code)
    code = re.sub(r"@(ln|log2|log10)(\([^()]*\)|[\d.]+|\\pi|sqrt\([^()]*\))", r"\1(\2)", code)
    code = code.replace(r"\cdot", "*").replace(r"\times", "*").replace(r"\pi", "pi").replace("[", "(").replace("]", ")")
    if re.search(r"[^\d.\s+\-*/()a-z]", code) or not re.search(r"\d", code):
        return None
    if any(word not in NAMES for word in re.findall(r"[a-z]+\d*", code)):
        return None
    try:
        return float(eval(code, {"__builtins__": {}}, NAMES))
    except (SyntaxError, TypeError, ZeroDivisionError, OverflowError, ValueError):
        return None


def equations(text):
    """(left, right, values, tolerance) of every `number = number` in the formulas.

    The right side must be rounded rightly: half a unit of its last decimal. After "about equal" 1 % is enough.
    """
    parting = r",\s|,\\|;|\\q?quad"  # in a list, only the part next to the sign belongs to the equation
    for formula in formulas(text):
        pieces = re.split(r"(=|\\approx)", formula)
        for left, sign, right in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
            left, right = re.split(parting, left)[-1].strip(), re.split(parting, right)[0].strip()
            values = evaluate(left), evaluate(right)
            if None in values:
                continue
            digits = max((digits for _, digits in numbers(right.replace("{,}", ""))), default=0)
            unit = 0.51 * 10.0**-digits if digits > 0 else 1e-9 * abs(values[1])
            yield left, right, values, max(unit, 0.01 * abs(values[1])) if sign != "=" else unit
