"""The page: a shell on :class:`assistant.coach.Coach`. Only this package imports gradio, and only when it is asked for."""
