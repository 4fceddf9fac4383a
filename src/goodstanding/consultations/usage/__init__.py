"""The community usage policy: what may be removed, in the words members read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One rule: its name, what is asked, and an example of what is fine and what is not."""

    name: str
    words: str
    right: str
    wrong: str


RULES = {
    "respect": Rule(
        "Respect",
        "Speak of the policy, not against people. No insults, no threats.",
        "This rule is unfair to people who work at night, and here is why.",
        "Whoever wrote this rule is an idiot.",
    ),
    "privacy": Rule(
        "Privacy",
        "Keep names, addresses and messages of other people to yourself.",
        "A client of mine asked me to work for free.",
        "A client of mine, with name and phone number, asked me to work for free.",
    ),
    "on_topic": Rule(
        "On topic",
        "Say what you think of this policy. Your own case has a page of its own.",
        "Ten repeats a day are too few for people who translate.",
        "Why was my account stopped last week?",
    ),
    "no_advertising": Rule(
        "No advertising",
        "Do not offer work or goods here.",
        "I design logos, and this rule would hit designers most.",
        "I design logos, order here.",
    ),
    "lawful": Rule(
        "Lawful",
        "Nothing that the law forbids to publish.",
        "I think this part is against the law of my country.",
        "Words that call for hatred or violence.",
    ),
}
"""Each rule by the name under which a removal is kept. Being against us breaks none of them."""
