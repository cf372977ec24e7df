console.log("### setup");
import { checkGradients } from "backproof/gradcheck";
import { fullyConnected, gradientDescent, inner, map, matrix, relu, sequential, softmaxLoss, toRows, uniform } from "backproof/layers";
import { plot, show, table } from "backproof/display";
const random = uniform(7);
const range = (count) => Array.from({ length: count }, (_, k) => k);
console.log(gradientDescent({ rate: 0.1 }).latex);
console.log("### rate-figure");
const a = 1, steps = range(31);
const distance = (rate) => {
    let theta = 1;
    return steps.map((t) => Math.abs(t === 0 ? theta : (theta -= rate * a * theta)));
};
plot({
    data: [0.1, 0.5, 1.5, 1.9, 2.1].map((rate) => ({ type: "scatter", mode: "lines", name: `ηa = ${rate}`, x: steps, y: distance(rate).map((d) => Math.max(d, 1e-9)) })),
    layout: { xaxis: { title: { text: "step t" } }, yaxis: { type: "log", title: { text: "distance from the minimum" } } },
}, {
    caption: "Gradient descent on a parabola: the distance from the minimum for five learning rates.",
    label: "fig-rate",
    alt: "Straight lines in a logarithmic plot: falling for 0.1, 0.5, 1.5 and 1.9, rising for 2.1; 0.5 and 1.5 fall equally fast.",
});
;
console.log("### problem-cell");
const classes = 3, each = 40;
const spiral = (draw) => {
    const noise = draw(2, classes * each).data;
    const labels = range(classes * each).map((k) => k % classes);
    const points = labels.map((label, k) => {
        const r = 0.15 + 0.85 * Math.floor(k / classes) / each, angle = 2 * Math.PI * label / classes + 3 * r;
        return [r * Math.cos(angle) + 0.08 * noise[2 * k], r * Math.sin(angle) + 0.08 * noise[2 * k + 1]];
    });
    return { X: matrix([0, 1].map((axis) => points.map((point) => 3 * point[axis]))), labels4: labels };
};
const training = spiral(uniform(1)), testing = spiral(uniform(2));
const network = sequential(fullyConnected, relu, fullyConnected, softmaxLoss);
const scorer = sequential(fullyConnected, relu, fullyConnected);
const start = { W1: random(16, 2), b1: random(16), W3: map(random(classes, 16), (w) => w / 4), b3: random(classes) };
const accuracy = (parameters, { X, labels4 }) => {
    const scores = toRows(scorer.forward({ X: X, ...parameters }));
    const right = labels4.filter((label, k) => scores.every((row) => row[k] <= scores[label][k]));
    return right.length / labels4.length;
};
console.log(({ samples: training.labels4.length, loss: network.forward({ ...training, ...start }).data[0], accuracy: accuracy(start, training) }));
console.log("### check-network");
const lambda = 0.01, one = matrix([[1]]), few = { X: random(2, 5), labels4: [0, 1, 2, 1, 0] };
const regularised = {
    name: "regularised loss",
    forward: (p) => map(network.forward({ ...few, ...p }), (loss) => loss + (lambda / 2) * (inner(p.W1, p.W1) + inner(p.W3, p.W3))),
    backward: (p, dJ) => {
        const dL = network.backward({ ...few, ...p }, dJ), scale = dJ.data[0];
        const decayed = (d, W) => ({ ...d, data: d.data.map((value, k) => value + scale * lambda * W.data[k]) }); // equation (41)
        return { W1: decayed(dL.W1, p.W1), b1: dL.b1, W3: decayed(dL.W3, p.W3), b3: dL.b3 };
    },
};
show(checkGradients(regularised, start, matrix([[0.7]])), {
    caption: "The gradient of the regularised loss of the whole network, by all its parameters.",
    label: "tbl-regularised",
});
;
console.log("### train");
const train = (options, count = 400) => {
    const descent = gradientDescent(options);
    let state = descent.start(start);
    const losses = [];
    for (let t = 0; t < count && Number.isFinite(losses.at(-1) ?? 0); t++) {
        const { Y, gradient } = network.valueAndGradient({ ...training, ...state.parameters }, one);
        losses.push(Y.data[0]);
        state = descent.step(state, gradient);
    }
    return { losses, parameters: state.parameters };
};
const rates = [0.01, 0.1, 1, 30], runs = rates.map((rate) => train({ rate }));
console.log(runs.forEach(({ losses }, k) => console.log(`rate ${rates[k]}: loss ${losses[0].toFixed(3)} at the start, ${losses.at(-1).toFixed(3)} after ${losses.length} steps, ${Math.max(...losses).toFixed(3)} at most`)));
;
console.log("### curves-figure");
const lossCurve = (name, losses) => ({ type: "scatter", mode: "lines", name, x: range(losses.length), y: losses.map((loss) => (loss > 10 ? null : loss)) });
plot({
    data: runs.map(({ losses }, k) => lossCurve(`rate ${rates[k]}`, losses)),
    layout: { xaxis: { title: { text: "step" } }, yaxis: { title: { text: "loss" } } },
}, {
    caption: "The training loss for four learning rates.",
    label: "fig-curves",
    alt: "With rate 0.01 the loss falls slowly, with 0.1 and 1 faster; with 30 it jumps up at once and does not come back to where it began.",
});
;
console.log("### dead-count");
const hidden = runs.map(({ parameters: { W1, b1 } }) => toRows(fullyConnected.forward({ X: training.X, W: W1, b: b1 })));
table(["rate", "dead units of 16", "training loss", "training accuracy"], runs.map(({ losses, parameters }, k) => [
    String(rates[k]), hidden[k].filter((row) => row.every((x) => x <= 0)).length, losses.at(-1), accuracy(parameters, training),
]), { caption: "What is left after 400 steps.", label: "tbl-rates" });
;
console.log("### momentum-figure");
const valley = (options) => {
    const descent = gradientDescent(options);
    let state = descent.start({ p: matrix([[-10], [1]]) });
    return range(41).map(() => {
        const [u, w] = state.parameters.p.data;
        state = descent.step(state, { p: matrix([[u], [25 * w]]) });
        return [u, w];
    });
};
const paths = { "plain, η = 0.07": valley({ rate: 0.07 }), "momentum 0.7, η = 0.03": valley({ rate: 0.03, momentum: 0.7 }) };
plot({
    data: Object.entries(paths).map(([name, path]) => ({ type: "scatter", mode: "lines+markers", name, x: path.map(([u]) => u), y: path.map(([, w]) => w), marker: { size: 4 } })),
    layout: { xaxis: { title: { text: "u" } }, yaxis: { title: { text: "w" } } },
}, {
    caption: "Forty steps in a valley from $(-10, 1)$: with momentum the jumps die out, and the way along the valley is no longer.",
    label: "fig-valley",
    alt: "The plain path zigzags across the axis on its way to the origin; the path with momentum overshoots in gentle waves.",
});
console.log(({ plain: Math.hypot(...paths["plain, η = 0.07"].at(-1)), momentum: Math.hypot(...paths["momentum 0.7, η = 0.03"].at(-1)) }));
console.log("### momentum-curves");
const heavy = train({ rate: 0.1, momentum: 0.9 });
plot({
    data: [lossCurve("plain, rate 0.1", runs[1].losses), lossCurve("plain, rate 1", runs[2].losses), lossCurve("momentum 0.9, rate 0.1", heavy.losses)],
    layout: { xaxis: { title: { text: "step" } }, yaxis: { title: { text: "loss" } } },
}, {
    caption: "The training loss with and without momentum.",
    label: "fig-momentum",
    alt: "The curve with momentum falls well below the one without at the same rate.",
});
const reached = heavy.losses.findIndex((loss) => loss <= runs[1].losses.at(-1));
console.log(`the loss of 400 plain steps is reached after ${reached} steps with momentum`);
console.log("### decay-table-cell");
const decays = (name) => name.startsWith("W");
table(["λ", "‖W₁‖", "‖W₃‖", "training loss", "training accuracy", "test accuracy"], [0, 0.001, 0.01, 0.1].map((weightDecay) => {
    const { losses, parameters } = train({ rate: 0.1, momentum: 0.9, weightDecay, decays });
    return [String(weightDecay), Math.sqrt(inner(parameters.W1, parameters.W1)), Math.sqrt(inner(parameters.W3, parameters.W3)), losses.at(-1), accuracy(parameters, training), accuracy(parameters, testing)];
}), { caption: "Weight decay shrinks the weights; the training loss (without the term of the decay) pays for it.", label: "tbl-decay" });
;
console.log("### regions-figure");
const grid = range(61).map((k) => (k - 30) / 8.5);
const answers = grid.map((v) => {
    const scores = toRows(scorer.forward({ X: matrix([grid, grid.map(() => v)]), ...heavy.parameters }));
    return grid.map((_, k) => range(classes).reduce((best, i) => (scores[i][k] > scores[best][k] ? i : best), 0));
});
const symbols = ["circle", "square", "diamond"], inks = ["#0072B2", "#D55E00", "#009E73"];
plot({
    data: [
        { type: "heatmap", x: grid, y: grid, z: answers, zmin: 0, zmax: 2, showscale: false, colorscale: [[0, "#cfe3f1"], [0.5, "#f7dcc8"], [1, "#cdeadf"]] },
        ...range(classes).map((label) => {
            const at = range(training.labels4.length).filter((k) => training.labels4[k] === label), rows = toRows(training.X);
            return { type: "scatter", mode: "markers", name: `class ${label}`, x: at.map((k) => rows[0][k]), y: at.map((k) => rows[1][k]), marker: { symbol: symbols[label], color: inks[label], size: 6 } };
        }),
    ],
    layout: { xaxis: { title: { text: "first coordinate" } }, yaxis: { title: { text: "second coordinate" } } },
}, {
    caption: "The plane in the colours of the answers, and the training points.",
    label: "fig-regions",
    alt: "Three spiral arms of points, each for the most part within a region of its own colour.",
});
;
console.log("### refused");
const halved = { ...regularised, backward: (p, dJ) => {
        const right = regularised.backward(p, dJ), scale = dJ.data[0];
        return { ...right, W1: { ...right.W1, data: right.W1.data.map((value, k) => value - scale * (lambda / 2) * p.W1.data[k]) } };
    } };
show(checkGradients(halved, start, matrix([[0.7]]), { expect: "fails" }), {
    caption: "A decay with its factor halved is refused.",
    label: "tbl-decay-refused",
});
;
