package dev.jftrace.record.attach;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code per_cpu/cpuN/stats}, where N is a lane as {@code trace} numbers it. All are made of one look at the buffer, which is kept for a while. */
final class JvmLaneFiles {
    private static final String FOLDER = "per_cpu";
    private static final Pattern LANE = Pattern.compile(FOLDER + "/cpu([0-9]{1,6})");
    private static final String STATS = "stats";
    private static final long FRESH_NS = 1_000_000_000L;

    /** A look is kept for so many times as long as it took. */
    private static final int SHARE = 10;

    private final JvmTexts texts;
    private List<String> stats = List.of();
    private long keptUntil = Long.MIN_VALUE;

    JvmLaneFiles(JvmTexts texts) {
        this.texts = texts;
    }

    boolean has(String name) {
        return name.endsWith("/" + STATS) && LANE.matcher(folderOf(name)).matches();
    }

    private static String folderOf(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    List<String> names(String folder) throws IOException {
        if (folder.isEmpty()) {
            return List.of(FOLDER + "/");
        }
        if (folder.equals(FOLDER)) {
            List<String> lanes = new ArrayList<>();
            for (int lane = 0; lane < stats().size(); lane++) {
                lanes.add("cpu" + lane + "/");
            }
            return lanes;
        }
        Matcher lane = LANE.matcher(folder);
        return lane.matches() && Integer.parseInt(lane.group(1)) < stats().size() ? List.of(STATS) : List.of();
    }

    String read(String name) throws IOException {
        Matcher lane = LANE.matcher(folderOf(name));
        int number = lane.matches() ? Integer.parseInt(lane.group(1)) : Integer.MAX_VALUE;
        if (number >= stats().size()) {
            throw new ControlRefusedException("ENOENT", "there is no such lane");
        }
        return stats().get(number);
    }

    private List<String> stats() throws IOException {
        long before = System.nanoTime();
        if (before > keptUntil) {
            stats = texts.stats();
            long now = System.nanoTime();
            keptUntil = now + Math.max(FRESH_NS, SHARE * (now - before));
        }
        return stats;
    }
}
