"""The public site: the policies as anyone can read them."""
