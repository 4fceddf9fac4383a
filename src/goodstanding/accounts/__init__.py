"""Who is there: members' accounts, the team, and the marketplace's keys."""
