package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Answers the requests of one batch, several at a time, in the order in which they stand. Once the answers are as large as
 * they may be, the rest is refused and not made.
 */
final class BatchRun {
    private final RpcConfig config;
    private final List<RpcRequest> requests;
    private final Function<RpcRequest, Future<Reply>> answer;
    private final Buffer[] texts;
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Promise<Reply> done = Promise.promise();
    private int next;
    private int underWay;
    private long size;
    private boolean isPumping;

    BatchRun(RpcConfig config, List<RpcRequest> requests, Function<RpcRequest, Future<Reply>> answer) {
        this.config = config;
        this.requests = requests;
        this.answer = answer;
        texts = new Buffer[requests.size()];
    }

    Future<Reply> run() {
        pump();
        return done.future();
    }

    /** A loop, since calls that are answered at once would call it from within itself. */
    private void pump() {
        if (isPumping) {
            return;
        }
        isPumping = true;
        while (underWay < config.batchCalls() && next < requests.size()) {
            int place = next++;
            underWay++;
            reply(requests.get(place))
                    .onSuccess(reply -> answered(place, reply))
                    .onFailure(done::tryFail);
        }
        isPumping = false;
        if (underWay == 0 && next == requests.size()) {
            done.tryComplete(new Reply(joined(), () -> afterwards.forEach(Runnable::run)));
        }
    }

    private Future<Reply> reply(RpcRequest request) {
        return size <= config.answerLimit() ? answer.apply(request) : Future.succeededFuture(leftOut(request));
    }

    private void answered(int place, Reply reply) {
        underWay--;
        texts[place] = reply.text();
        size += reply.text() == null ? 0 : reply.text().length();
        afterwards.add(reply.then());
        pump();
    }

    private static Reply leftOut(RpcRequest request) {
        Problem tooMuch = Problem.of(ProblemKind.ANSWER_TOO_LARGE, ProblemKind.ANSWER_TOO_LARGE.title());
        return Reply.of(request.isNotification() ? null : Responses.response(request.id(), Outcome.refused(tooMuch)));
    }

    private Buffer joined() {
        Buffer all = null;
        for (int place = 0; place < texts.length; place++) {
            if (texts[place] != null) {
                all = (all == null
                                ? Buffer.buffer((int) Math.min(size + texts.length + 1, 1 << 20))
                                        .appendByte((byte) '[')
                                : all.appendByte((byte) ','))
                        .appendBuffer(texts[place]);
                texts[place] = null;
            }
        }
        return all == null ? null : all.appendByte((byte) ']');
    }
}
