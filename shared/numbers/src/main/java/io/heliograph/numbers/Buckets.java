package io.heliograph.numbers;

import java.util.Arrays;

/**
 * How often each of some whole numbers was counted. Numbers that lie close together have one place each in an array that begins
 * with the lowest, so that counting one is an addition; numbers that are far apart stand in a sorted list.
 */
final class Buckets {
    /** Fewer numbers than this are listed. */
    private static final int FEW = 16;

    /** An array has at most so many places for each number that was counted, and a few more. */
    private static final int LOOSE = 5;

    /** A list becomes an array with so many places for each of its numbers, so that the next few do not undo it. */
    private static final int TIGHT = 4;

    /** The numbers of the list, ascending; null while there is an array. */
    private int[] listed = new int[2];

    private long[] counts = new long[2];

    /** How many places of {@link #counts} are in use: those of the list, or all of the array. */
    private int used;

    /** The number of the array's first place. */
    private int first;

    /** How many different numbers were counted. */
    private int size;

    int size() {
        return size;
    }

    /** Places to look at with {@link #number} and {@link #count}, ascending; those of an array may be empty. */
    int places() {
        return used;
    }

    int number(int place) {
        return listed == null ? first + place : listed[place];
    }

    long count(int place) {
        return counts[place];
    }

    int bytes() {
        return 56 + 8 * counts.length + (listed == null ? 0 : 16 + 4 * listed.length);
    }

    void add(int number, long many) {
        if (listed == null) {
            int place = number - first;
            if (place >= 0 && place < used || (place = placeFor(number)) >= 0) {
                size += counts[place] == 0 ? 1 : 0;
                counts[place] += many;
                return;
            }
        }
        list(number, many);
    }

    /** Counts the first so many of these once each, and returns how many of them were the one that is not counted here. */
    int addAll(int[] numbers, int many, int except) {
        int excepted = 0;
        for (int i = 0; i < many; i++) {
            if (numbers[i] == except) {
                excepted++;
            } else {
                add(numbers[i], 1);
            }
        }
        return excepted;
    }

    void addAll(Buckets other) {
        if (other.size == 0) {
            return;
        }
        int lowest = size == 0 ? other.lowest() : Math.min(lowest(), other.lowest());
        int highest = size == 0 ? other.highest() : Math.max(highest(), other.highest());
        if ((long) highest - lowest < (long) LOOSE * Math.max(size, other.size)) {
            spread(lowest, highest);
            for (int i = 0; i < other.used; i++) {
                if (other.counts[i] > 0) {
                    add(other.number(i), other.counts[i]);
                }
            }
        } else {
            list();
            interleave(other.listed == null ? other.asList() : other);
        }
    }

    /** Counts the lowest ones as the lowest of those of which there may be so many. */
    void keepHighest(int most) {
        if (size <= most) {
            return;
        }
        list();
        int over = size - most;
        for (int i = 0; i < over; i++) {
            counts[over] += counts[i];
        }
        System.arraycopy(listed, over, listed, 0, most);
        System.arraycopy(counts, over, counts, 0, most);
        size = most;
        used = most;
    }

    /** Takes the number out; how often it was counted. */
    long remove(int number) {
        list();
        int at = Arrays.binarySearch(listed, 0, used, number);
        if (at < 0) {
            return 0;
        }
        long many = counts[at];
        System.arraycopy(listed, at + 1, listed, at, used - at - 1);
        System.arraycopy(counts, at + 1, counts, at, used - at - 1);
        used--;
        size--;
        return many;
    }

    /** Forgets all, and keeps the room. */
    void clear() {
        size = 0;
        if (listed == null) {
            Arrays.fill(counts, 0);
        } else {
            used = 0;
        }
    }

    /** Takes as little room as it can, for when not much is counted any more. */
    void rest() {
        if (listed == null && 12 * size < 8 * counts.length) {
            list();
        }
    }

    private int lowest() {
        int place = 0;
        while (counts[place] == 0) {
            place++;
        }
        return number(place);
    }

    private int highest() {
        int place = used - 1;
        while (counts[place] == 0) {
            place--;
        }
        return number(place);
    }

    /** The place in a longer array; if that were too empty there is a list from now on, and the answer is negative. */
    private int placeFor(int number) {
        if (size == 0) {
            first = number - used / 2;
        } else {
            int lowest = Math.min(lowest(), number);
            int highest = Math.max(highest(), number);
            if ((long) highest - lowest >= (long) LOOSE * (size + FEW)) {
                list();
                return -1;
            }
            spread(lowest, highest);
        }
        return number - first;
    }

    /** Makes it an array with places for these and some more on both sides. */
    private void spread(int lowest, int highest) {
        if (listed == null && lowest >= first && highest < first + used) {
            return;
        }
        int margin = (highest - lowest) / 8 + 2;
        long[] places = new long[highest - lowest + 1 + 2 * margin];
        int begin = lowest - margin;
        for (int i = 0; i < used; i++) {
            if (counts[i] > 0) {
                places[number(i) - begin] = counts[i];
            }
        }
        listed = null;
        counts = places;
        first = begin;
        used = places.length;
    }

    /** Makes it a list. */
    private void list() {
        if (listed == null) {
            Buckets list = asList();
            listed = list.listed;
            counts = list.counts;
            used = size;
        }
    }

    private Buckets asList() {
        Buckets list = new Buckets();
        list.listed = new int[size];
        list.counts = new long[size];
        for (int i = 0; i < used; i++) {
            if (counts[i] > 0) {
                list.listed[list.used] = number(i);
                list.counts[list.used++] = counts[i];
            }
        }
        list.size = size;
        return list;
    }

    private void list(int number, long many) {
        int at = Arrays.binarySearch(listed, 0, used, number);
        if (at >= 0) {
            counts[at] += many;
            return;
        }
        at = -at - 1;
        if (used == listed.length) {
            int room = used + Math.max(2, used / 2);
            listed = Arrays.copyOf(listed, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(listed, at, listed, at + 1, used - at);
        System.arraycopy(counts, at, counts, at + 1, used - at);
        listed[at] = number;
        counts[at] = many;
        used++;
        size++;
        if (size >= FEW && (long) listed[used - 1] - listed[0] < (long) TIGHT * size) {
            spread(listed[0], listed[used - 1]);
        }
    }

    /** Merges two lists, from the top down, so that what is here is moved once and over nothing that is still to be read. */
    private void interleave(Buckets other) {
        int together = used + missing(other);
        if (together > listed.length) {
            listed = Arrays.copyOf(listed, together + together / 4);
            counts = Arrays.copyOf(counts, together + together / 4);
        }
        int here = used - 1;
        int there = other.used - 1;
        for (int to = together - 1; there >= 0; to--) {
            boolean both = here >= 0 && listed[here] == other.listed[there];
            if (both || here < 0 || listed[here] < other.listed[there]) {
                counts[to] = other.counts[there] + (both ? counts[here] : 0);
                listed[to] = other.listed[there--];
                here -= both ? 1 : 0;
            } else {
                counts[to] = counts[here];
                listed[to] = listed[here--];
            }
        }
        used = together;
        size = together;
    }

    /** How many of the other's are not here. */
    private int missing(Buckets other) {
        int missing = 0;
        int here = 0;
        for (int i = 0; i < other.used; i++) {
            while (here < used && listed[here] < other.listed[i]) {
                here++;
            }
            if (here == used || listed[here] != other.listed[i]) {
                missing++;
            }
        }
        return missing;
    }
}
