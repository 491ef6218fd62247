package io.heliograph.aggregate.windows;

import java.util.ArrayList;
import java.util.List;

/** Slices of several widths side by side: narrow ones for what is recent, wide ones for what is long ago. Finest first. */
record Tiers(List<Tier> all) {
    /** Events may be dated this many seconds ahead of this node's clock; what is later is in no window. */
    static final int AHEAD = 60;

    /** Behind what is written of all tiers; no tier has this index. */
    static final byte END = -1;

    private static final int MINUTE = 60;

    /** Slices of so many seconds, of which so many are kept. */
    record Tier(int width, int slots) {
        long number(long second) {
            return Math.floorDiv(second, width);
        }

        int slot(long number) {
            return (int) Math.floorMod(number, (long) slots);
        }

        /** Whether a slice is neither too old to have room nor too far ahead. */
        boolean holds(long number, long now) {
            long newest = number(now + AHEAD);
            return number <= newest && number > newest - slots;
        }
    }

    /** One slice that a window is made of: the index of its tier, and its number there. */
    record Part(int tier, long number) {}

    Tiers {
        all = List.copyOf(all);
    }

    /** Begins to the second for two minutes, to ten seconds for 20 minutes, and to the minute beyond. */
    static Tiers fine(long longest) {
        return new Tiers(List.of(tier(1, 2 * MINUTE), tier(10, 20 * MINUTE), tier(MINUTE, longest)));
    }

    /** For what there are many of: to ten seconds for two minutes, and to the minute beyond. */
    static Tiers coarse(long longest) {
        return new Tiers(List.of(tier(10, 2 * MINUTE), tier(MINUTE, longest)));
    }

    private static Tier tier(int width, long reach) {
        return new Tier(width, (int) ((reach + AHEAD) / width) + 3);
    }

    /** Where a window begins that is to hold this second: with the narrowest slice that is kept for so long. */
    long begin(long second, long now) {
        for (Tier tier : all) {
            if (tier.holds(tier.number(second), now)) {
                return tier.number(second) * tier.width();
            }
        }
        Tier widest = all.get(all.size() - 1);
        return (widest.number(now + AHEAD) - widest.slots() + 1) * widest.width();
    }

    /** The fewest slices between the two seconds, of which the first is where a window begins. */
    List<Part> cover(long from, long until) {
        List<Part> parts = new ArrayList<>();
        long at = from;
        while (at < until) {
            int widest = 0;
            for (int i = 1; i < all.size(); i++) {
                int width = all.get(i).width();
                widest = at % width == 0 && at + width <= until ? i : widest;
            }
            Tier tier = all.get(widest);
            parts.add(new Part(widest, tier.number(at)));
            at = (tier.number(at) + 1) * tier.width();
        }
        return parts;
    }
}
