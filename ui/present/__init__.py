"""Domain values to display values (HTML, choices, rows). Pure: no gradio, no store; every word of a user is escaped."""
