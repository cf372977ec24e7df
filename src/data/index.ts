/** `backproof/data`: images to learn from (synthetic digits, MNIST, CIFAR-10), in batches, and how well a classifier does. */
export { batches } from "./batches.js";
export { readCifar10, readCifarBatch } from "./cifar10.js";
export { classScores, confusionMatrix, predictions, wilsonInterval, type ClassScore } from "./classification.js";
export { DataError } from "./data-file.js";
export { digits, type DigitOptions } from "./digits.js";
export { readIdx, type Idx } from "./idx.js";
export { pictures, take, type ImageData, type ImageSet } from "./image-set.js";
export { loadImages, type LoadOptions } from "./load-images.js";
export { readMnist } from "./mnist.js";
