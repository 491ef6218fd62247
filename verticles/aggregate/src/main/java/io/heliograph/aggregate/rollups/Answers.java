package io.heliograph.aggregate.rollups;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.AnswersConfig;
import io.heliograph.contracts.metrics.MetricRange;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers about long ranges, for those who ask the same again. One is forgotten as soon as it is heard that an event was stored
 * whose time is within it or before it, and after a time in any case, since what is heard may be lost. Belongs to one context.
 */
final class Answers {
    private final AnswersConfig config;
    private final AnswerFigures figures;
    private final LongSupplier nanos;
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** What exactly was asked, with the whole steps that it comes to, in seconds. */
    record Question(String project, String type, String field, long begin, long end, long step) {}

    /** An answer that is here or under way, and since when. */
    private record Kept(Future<MetricRange> answer, long since) {}

    Answers(AnswersConfig config, AnswerFigures figures, LongSupplier nanos) {
        this.config = config;
        this.figures = figures;
        this.nanos = nanos;
    }

    /** The answer that is remembered, or else a new one, which whoever asks meanwhile waits for too. */
    Future<MetricRange> get(Question question, Supplier<Future<MetricRange>> read) {
        long now = nanos.getAsLong();
        kept.values().removeIf(each -> now - each.since >= config.keep().toNanos());
        Kept known = kept.get(question);
        if (known != null) {
            figures.hit();
            return known.answer;
        }
        figures.missed();
        if (config.most() == 0) {
            return read.get();
        }
        Kept fresh = new Kept(read.get(), now);
        kept.put(question, fresh);
        if (kept.size() > config.most()) {
            kept.remove(kept.keySet().iterator().next());
        }
        figures.holds(kept.size());
        fresh.answer.onFailure(failed -> kept.remove(question, fresh));
        return fresh.answer;
    }

    /** An event of this second was stored, and perhaps newer ones. */
    void stored(long oldest) {
        kept.keySet().removeIf(question -> question.end > oldest);
        figures.holds(kept.size());
    }
}
