# torch.autograd.gradcheck on a fully connected layer, slow and fast, right and with one wrong entry: seconds as JSON. Called by gradcheck.mjs.
import json, sys, time
import torch

m, n, N, with_slow = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "slow"
torch.manual_seed(0)
torch.set_num_threads(1)


class Linear(torch.autograd.Function):
    wrong = False

    @staticmethod
    def forward(ctx, X, W, b):
        ctx.save_for_backward(X, W)
        return W @ X + b

    @staticmethod
    def backward(ctx, dY):
        X, W = ctx.saved_tensors
        dW = dY @ X.T
        if Linear.wrong:
            dW = dW.clone()
            dW[3, 7] *= 2
        return W.T @ dY, dW, dY.sum(1, keepdim=True)


def timed(runs, **options):
    inputs = [torch.rand(s, dtype=torch.float64, requires_grad=True) for s in [(n, N), (m, n), (m, 1)]]
    times, passed = [], None
    for _ in range(runs):
        start = time.perf_counter()
        passed = torch.autograd.gradcheck(Linear.apply, inputs, raise_exception=False, **options)
        times.append(time.perf_counter() - start)
    return {"seconds": sorted(times)[len(times) // 2], "passed": passed}


result = {"version": torch.__version__, "fast": timed(15, fast_mode=True)}
if with_slow:
    result["slow"] = timed(1)
    Linear.wrong = True
    result["slowWrong"] = timed(1)
    result["fastWrong"] = timed(1, fast_mode=True)  # falls back to the slow mode for its message
print(json.dumps(result))
