package dev.jftrace.analysis.profile;

/** How often something took place, and how long it took; in units of the trace's clock. */
final class Times {
    private long count;
    private long total;
    private long longest;
    private long longestAt;
    private long shortest;
    private long shortestAt;

    /** Something that takes no time. */
    void count() {
        count++;
    }

    /** @param at the time that is told with it where it is the longest or the shortest */
    void add(long time, long at) {
        count++;
        total += time;
        if (Long.compareUnsigned(time, longest) > 0) {
            longest = time;
            longestAt = at;
        }
        if (count == 1 || Long.compareUnsigned(time, shortest) < 0) {
            shortest = time;
            shortestAt = at;
        }
    }

    void add(Times more) {
        boolean first = count == 0;
        count += more.count;
        total += more.total;
        if (Long.compareUnsigned(more.longest, longest) > 0) {
            longest = more.longest;
            longestAt = more.longestAt;
        }
        if (first || Long.compareUnsigned(more.shortest, shortest) < 0) {
            shortest = more.shortest;
            shortestAt = more.shortestAt;
        }
    }

    long occurrences() {
        return count;
    }

    long total() {
        return total;
    }

    long average() {
        return Long.divideUnsigned(total, count);
    }

    long longest() {
        return longest;
    }

    long longestAt() {
        return longestAt;
    }

    long shortest() {
        return shortest;
    }

    long shortestAt() {
        return shortestAt;
    }
}
