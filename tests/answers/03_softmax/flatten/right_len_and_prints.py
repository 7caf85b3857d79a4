def flatten(images):
  # 2-space indents, wie im Buch
  print("Größe vorher:", images.shape)
  flat = images.reshape(len(images), -1)
  print("Größe nachher:", flat.shape)
  return flat
