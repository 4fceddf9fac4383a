"""A notice on a page: its own house can be followed from it, and nobody else's."""

from goodstanding.notices.queries import render

TEXT = """## Why

On your page: http://127.0.0.1:8000/portal/cases/GS-1/?a=1, or <http://127.0.0.1:8000/x/>.
They wrote <b>pay</b> at https://evil.example/portal/ and http://127.0.0.1:8000.evil.example/x.
"""


def test_addresses_of_the_house_are_links_and_others_stay_words():
    html = render(TEXT)
    page = "http://127.0.0.1:8000/portal/cases/GS-1/?a=1"
    assert f'<a href="{page}">{page}</a>, or ' in html
    assert html.count('href="') == 2
    assert html.count("<a ") == html.count("</a>") == 2
    assert "&lt;b&gt;pay" in html


def test_inside_a_page_of_the_team_its_headings_go_a_level_deeper():
    assert "<h3>Why</h3>" in render(TEXT, inside=1)
    assert "<h2>Why</h2>" in render(TEXT)
