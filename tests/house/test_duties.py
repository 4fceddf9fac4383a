"""Every duty stands on one page, and what rooms ask the worker for is one of them."""

import re
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from goodstanding.config import duties

SRC = Path(duties.__file__).parents[1]
PAGE = Path(duties.__file__).read_text()
DUTIES = re.findall(r'@app\.task\(name="(\w+)"', PAGE)


def test_what_rooms_ask_for_is_a_duty():
    asked = {
        name
        for path in SRC.rglob("*.py")
        for name in re.findall(r'configure_task\(\s*"(\w+)"', path.read_text())
    }
    assert {"examine", "deliver", "dispatch"} <= asked <= set(DUTIES)


def test_nobody_else_gives_the_worker_a_duty():
    elsewhere = [
        path.name
        for path in SRC.rglob("*.py")
        if "@app.task" in path.read_text() and path.read_text() != PAGE
    ]
    assert elsewhere == []


def test_what_has_a_clock_is_woken_by_it():
    by_the_clock = {task for task, _ in app.periodic_registry.periodic_tasks}
    assert set(DUTIES) - by_the_clock == {"examine"}


@pytest.mark.parametrize("name", DUTIES)
def test_a_duty_says_what_it_does_and_is_tried_again(name):
    task = app.tasks[name]
    assert task.func.__doc__
    assert task.retry_strategy is not None or name == "revive"
