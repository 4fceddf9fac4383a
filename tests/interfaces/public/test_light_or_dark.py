"""A reader chooses light or dark, and every page of theirs follows."""

import pytest

pytestmark = pytest.mark.django_db


def sheet(client):
    return client.get("/look.css").content.decode()


def test_without_a_choice_pages_look_as_the_device_says(client):
    assert "prefers-color-scheme: dark" in sheet(client)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_ann_chooses_and_comes_back_to_where_she_was(client, look):
    told = client.post("/look/", {"look": look, "from": "/policies/"})
    assert told["Location"] == "/policies/"
    assert f"color-scheme: {look};" in sheet(client)
    assert "prefers-color-scheme" not in sheet(client)
    asked = client.get("/look/?from=/policies/").content.decode()
    assert f'value="{look}"\n                       checked' in asked
    client.post("/look/", {"look": "device"})
    assert "prefers-color-scheme: dark" in sheet(client)


def test_paper_is_never_dark(client):
    client.post("/look/", {"look": "dark"})
    assert sheet(client).startswith("@media screen {")


def test_the_choice_leads_nowhere_else_and_a_foreign_word_chooses_nothing(client):
    assert client.post("/look/", {"from": "https://evil.example/"})["Location"] == "/"
    client.cookies["look"] = "</style>"
    assert "prefers-color-scheme: dark" in sheet(client)


def test_a_page_for_everyone_knows_nothing_of_the_choice(client):
    before = client.get("/policies/").content
    client.post("/look/", {"look": "dark"})
    answer = client.get("/policies/")
    assert (answer.content, "Cookie" in answer.get("Vary", "")) == (before, False)
