"""The look of Gradio's own parts: system fonts only, one blue."""

from __future__ import annotations

import gradio as gr

FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC",
         "Noto Sans CJK SC", "Droid Sans Fallback", "sans-serif"]
BLUE = gr.themes.Color(
    c50="#f0f5fb", c100="#dde8f5", c200="#bdd2ec", c300="#8fb2dd", c400="#5a8bc8", c500="#2f69ae", c600="#1f5494",
    c700="#1a4577", c800="#173a62", c900="#142f50", c950="#0c1d33",
)


def theme() -> gr.themes.Base:
    """The theme of the page."""
    return gr.themes.Base(
        primary_hue=BLUE, secondary_hue=BLUE, neutral_hue=gr.themes.colors.slate, font=FONTS,
        font_mono=["ui-monospace", "Consolas", "monospace"], radius_size=gr.themes.sizes.radius_md,
    ).set(
        body_background_fill="#f6f8fb", body_background_fill_dark="#0f1720",
        button_primary_background_fill="*primary_600", button_primary_background_fill_hover="*primary_700",
        button_primary_text_color="white", button_primary_background_fill_dark="*primary_500",
        block_background_fill="white", block_background_fill_dark="#18222e",
        input_background_fill="white", input_background_fill_dark="#111a24",
        input_placeholder_color="#4a5868", input_placeholder_color_dark="#aab7c5",
        input_border_color="#8a98a8", input_border_color_dark="#5d6b7a",
    )
