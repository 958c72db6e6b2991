"""The frame around the page: its own server on this machine, security headers, theme. Nothing comes from elsewhere."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
"""The only address that is offered: nobody else on the network can open the page."""
PORT = 7860

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio's own page starts from inline scripts and compiles its templates.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_SCRIPTS = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("stream.js", "page.js", "access.js", "shelf.js")
)
HEAD = (
    '<meta name="robots" content="noindex"><meta name="description" content="Rehearse the career conversation with your boss.">'
    f"<style media='print'>{(Path(__file__).parent / 'print.css').read_text(encoding='utf-8')}</style>"
    f"<script>{_SCRIPTS}</script>"
)


class Private:
    """ASGI middleware: no page of another origin may call us, and our page may load nothing from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers.get('host')}":
            await PlainTextResponse("Only the page itself may call this address.", status_code=403)(
                scope, receive, send
            )
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_guarded)


def theme() -> gr.themes.Base:
    """Quiet colours and the system's own fonts."""
    system = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
    base = gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=system,
        font_mono=("ui-monospace", "Consolas", "monospace"),
        text_size=gr.themes.sizes.text_md,
        radius_size=gr.themes.sizes.radius_md,
        spacing_size=gr.themes.sizes.spacing_md,
    )
    return base.set(
        body_background_fill="#faf8f5",
        body_background_fill_dark="#1a1917",
        block_background_fill="#ffffff",
        block_background_fill_dark="#242220",
        block_border_width="0px",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_label_text_color="#292524",
        block_label_text_color_dark="#e7e5e4",
        block_title_text_color="#292524",
        block_title_text_color_dark="#e7e5e4",
        block_title_text_weight="600",
        block_info_text_color="#57534e",
        block_info_text_color_dark="#b8b2ac",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1f1d1b",
        input_border_color="#8a837c",
        input_border_color_dark="#7d766f",
        input_border_width="1px",
        input_placeholder_color="#6f6963",
        input_placeholder_color_dark="#a19a93",
        button_primary_background_fill="#0f5f59",
        button_primary_background_fill_hover="#0b4a45",
        button_primary_text_color="#ffffff",
        button_primary_background_fill_dark="#5fb8ae",
        button_primary_background_fill_hover_dark="#7ccac1",
        button_primary_text_color_dark="#10211f",
        button_secondary_background_fill="#efebe5",
        button_secondary_background_fill_hover="#e4ded6",
        button_secondary_text_color="#292524",
        button_secondary_background_fill_dark="#35322f",
        button_secondary_background_fill_hover_dark="#45413d",
        button_secondary_text_color_dark="#f0ede9",
        button_cancel_background_fill="#8f2d1f",
        button_cancel_background_fill_hover="#74230f",
        button_cancel_text_color="#ffffff",
        button_cancel_background_fill_dark="#e39a8c",
        button_cancel_text_color_dark="#2a0f0a",
    )


def application(blocks: gr.Blocks, routes: Sequence[BaseRoute] = ()) -> FastAPI:
    """The page as an ASGI application, with everything of Gradio's that talks to others turned off.

    :param routes: addresses beside the page's own.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=list(routes))
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name=HOST,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        max_file_size="1mb",
        theme=theme(),
        css_paths=Path(__file__).parent / "style.css",
        head=HEAD,
    )
    app.add_middleware(Private)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    return app


@contextmanager
def scratch() -> Iterator[None]:
    """A folder of one's own for a set-up that is loaded, gone with the program; to be entered before the page is built.

    Gradio would copy a file from this folder to one that it knew before; whoever deletes the file would miss that copy.
    """
    folder = tempfile.mkdtemp(prefix="onward-")
    os.environ["GRADIO_TEMP_DIR"] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def listen(port: int | None) -> socket.socket:
    """A socket on ``port`` (else the usual one); on a free port when that one is taken."""
    wanted = PORT if port is None else port
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, wanted))
    except OSError:
        print(f"Port {wanted} is taken; using a free one instead.", flush=True)
        found.bind((HOST, 0))
    found.listen()  # who comes while the page is being built waits instead of being turned away
    return found


class _Quiet(uvicorn.Server):
    """Stops without a word about the open pages whose connections it cuts."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Is called by a signal."""
        for name in ("uvicorn.error", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        super().handle_exit(sig, frame)


def server(blocks: gr.Blocks, routes: Sequence[BaseRoute] = ()) -> uvicorn.Server:
    """A server for the page, to be run on a socket of :func:`listen`."""
    app = application(blocks, routes)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
    return _Quiet(config)


def serve(
    blocks: gr.Blocks, routes: Sequence[BaseRoute] = (), *, port: int | None, open_browser: bool
) -> None:
    """Serves the page until it is interrupted."""
    with listen(port) as opened:
        address = f"http://{HOST}:{opened.getsockname()[1]}/"
        running = server(blocks, routes)
        print(f"Onward is open at {address}  (stop it with Ctrl+C)", flush=True)
        if open_browser:
            threading.Timer(1.0, webbrowser.open, [address]).start()
        with suppress(KeyboardInterrupt):
            running.run(sockets=[opened])
        print("Onward is closed.", flush=True)
