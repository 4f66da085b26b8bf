import torch
from bertviz import head_view, model_view

tensor = lambda shape, data: torch.frombuffer(bytearray(data), dtype=torch.float32).reshape(shape)
attention = [layer[None] for layer in tensor(*tensors["attentions"])]
head_view(attention, words, sentence_b_start)
model_view(attention, words, sentence_b_start)
