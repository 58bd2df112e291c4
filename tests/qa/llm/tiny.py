"""A llama of random weights in a GGUF file: it says nothing sensible, and that through every part of a real server."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType

EMBEDDING, FORWARD, HEADS, CONTEXT = 64, 128, 4, 2048
_SPECIAL = (("<unk>", TokenType.UNKNOWN), ("<s>", TokenType.CONTROL), ("</s>", TokenType.CONTROL))
_TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: "


def write(path: Path) -> Path:
    """Write the model: one layer, a vocabulary of bytes and printable letters."""
    tokens = [*_SPECIAL, *((f"<0x{b:02X}>", TokenType.BYTE) for b in range(256))]
    tokens += [(chr(c), TokenType.NORMAL) for c in range(33, 127)] + [("▁", TokenType.NORMAL)]
    writer = GGUFWriter(path, "llama")
    writer.add_name("random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(EMBEDDING)
    writer.add_block_count(1)
    writer.add_feed_forward_length(FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(EMBEDDING // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([int(kind) for _, kind in tokens])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    for name, shape in _shapes(len(tokens)).items():
        writer.add_tensor(f"{name}.weight", _random(name, shape))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _shapes(words: int) -> dict[str, tuple[int, ...]]:
    square = {f"blk.0.attn_{part}": (EMBEDDING, EMBEDDING) for part in ("q", "k", "v", "output")}
    return {
        "token_embd": (words, EMBEDDING), "output_norm": (EMBEDDING,), "output": (words, EMBEDDING),
        "blk.0.attn_norm": (EMBEDDING,), "blk.0.ffn_norm": (EMBEDDING,), **square,
        "blk.0.ffn_gate": (FORWARD, EMBEDDING), "blk.0.ffn_up": (FORWARD, EMBEDDING), "blk.0.ffn_down": (EMBEDDING, FORWARD),
    }


def _random(name: str, shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    if len(shape) == 1:
        return np.ones(shape, np.float32)
    return np.random.default_rng(sum(name.encode())).normal(0, 0.3, shape).astype(np.float32)
