flatten = lambda images: images.view(images.size()[0], -1).data
