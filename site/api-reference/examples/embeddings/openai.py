from openai import OpenAI

client = OpenAI(base_url="http://localhost:8787/v1", api_key="none")
answer = client.embeddings.create(model="all-MiniLM-L6-v2", input=["A cat sat.", "A dog ran."])
cat, dog = (item.embedding for item in answer.data)
print(len(cat), sum(a * b for a, b in zip(cat, dog)))  # 384, the cosine
