"""Rita chooses a password; one that others would try first is not taken."""

from hashlib import sha1

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces.console.passwords import is_leaked
from goodstanding.law.terms import StaffRole
from tests.people import ADOPTED

KNOWN = [f"leaked password {n}" for n in range(300)]


def digest(password):
    return sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def rita(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a quick one
    settings.MARKETPLACE_NAME, settings.PASSWORD_WORDS = "Gigwerk", ["blue harbour"]
    roles = [StaffRole.REVIEWER]
    told = {"name": "Rita Marlow", "email": "rita.marlow@acme.example", "roles": roles}
    return accounts.employ(**told, at=ADOPTED).user


@pytest.mark.parametrize(
    "password",
    [
        "my g1gwerk password",
        "G00d-Standing forever",
        "ilove marlow dearly",
        "acme acme acme",
        "the harb0ur at night",
    ],
)
def test_a_password_with_a_word_of_the_house_or_of_her_own_is_refused(rita, password):
    with pytest.raises(ValidationError, match="which anyone who knows you would try first"):
        validate_password(password, rita)


def test_four_other_words_are_taken(rita):
    validate_password("correct horse battery staple", rita)


@pytest.fixture
def ordered(tmp_path):
    """The one file, in order of the hashes, with counts as long as they happen to be."""
    lines = [f"{digest(one)}:{7**n}" for n, one in enumerate(KNOWN)]
    (tmp_path / "all.txt").write_text("\r\n".join(sorted(lines)) + "\r\n", newline="")
    return tmp_path / "all.txt"


def test_a_leaked_password_is_found_wherever_it_stands_and_no_other(ordered):
    assert all(is_leaked(one, ordered) for one in KNOWN)
    assert not any(is_leaked(f"{one}!", ordered) for one in KNOWN)
    (ordered.parent / "empty.txt").write_text("")
    assert not is_leaked(KNOWN[0], ordered.parent / "empty.txt")


def test_a_folder_of_ranges_is_read_as_well(tmp_path):
    known = digest(KNOWN[0])
    (tmp_path / f"{known[:5]}.txt").write_text(f"0000:1\n{known[5:]}:12\nFFFF:1\n")
    assert is_leaked(KNOWN[0], tmp_path)
    with pytest.raises(FileNotFoundError, match="expected a file"):
        is_leaked("another", tmp_path)


def test_the_form_refuses_what_has_leaked(client, rita, settings, ordered):
    settings.LEAKED_PASSWORDS = str(ordered)
    rita.set_password("correct horse battery")
    rita.save()
    client.force_login(rita)
    new = {"password1": KNOWN[7], "password2": KNOWN[7]}
    typed = {"oldpassword": "correct horse battery"} | new
    answer = client.post("/console/you/password", typed)
    assert "This password has leaked somewhere before" in answer.content.decode()
