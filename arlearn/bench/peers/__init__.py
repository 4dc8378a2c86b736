"""Servers that others would have written, for the same work: each passes on what a child shows to its group's panels.

What is equal: the text that a child sends for an event, one panel and the children in each group, the core, the load.
What is not: they let anybody in without asking, understand nothing of what they pass on, keep no picture of the room
for a panel that comes later, and keep nothing durable. They pass on every event at once, as their documentation shows
it; merging what came meanwhile is the idea by which ours is different.
"""
