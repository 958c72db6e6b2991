"""The writing stage: a scenario to a text to take along, with every fact traced and nothing private let out."""
