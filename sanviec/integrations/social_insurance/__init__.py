"""The social-insurance agency over HTTP, and its sandbox twin.

The agency's own interface is not public; the contract of docs/operating/social_insurance.md is
ours and provisional. Nothing is imported here: the twin runs without Django.
"""
