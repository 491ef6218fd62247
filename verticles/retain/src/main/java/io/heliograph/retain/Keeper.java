package io.heliograph.retain;

import io.heliograph.store.retain.DayContent;
import io.vertx.core.Future;
import java.time.LocalDate;

/** Whoever has to have events before they leave the disk. */
public interface Keeper {
    /** Keeps nothing. */
    Keeper NOBODY = new Keeper() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public boolean isDue(LocalDate day) {
            return false;
        }

        @Override
        public Future<Void> look(DayContent content) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> keep(DayContent content) {
            return Future.succeededFuture();
        }
    };

    boolean isOn();

    /** Whether a day is over for so long that it is to be kept. */
    boolean isDue(LocalDate day);

    /** Keeps what there is of a day, as far as that is not done yet. */
    Future<Void> look(DayContent content);

    /** Succeeds once all that there is of a day is kept and was looked at; until then the day stays. */
    Future<Void> keep(DayContent content);
}
