package dev.jftrace.testkit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of a text what differs from run to run, so that the rest can be compared with a picture in a test. */
public final class Golden {
    private static final Pattern DURATION = Pattern.compile("[ +!#*@$] +\\d+(\\.\\d+)? us *\\|");
    private static final Pattern NO_DURATION = Pattern.compile("^( *\\d+\\)) {15,}\\|", Pattern.MULTILINE);
    private static final Pattern FLAGS =
            Pattern.compile("(?m)(\\[\\d+\\]) [.dXNLHhsnpBb0-9a-f]{5}( +\\d+\\.\\d{6,9}: )");

    private Golden() {}

    /** function_graph text with every duration as {@code 1 us}. */
    public static String withoutDurations(String graph) {
        return NO_DURATION.matcher(DURATION.matcher(graph).replaceAll("  T |")).replaceAll("$1   |");
    }

    /** A report without the flags column, which trace-cmd before 3.3 does not print. */
    public static String withoutFlags(String report) {
        return FLAGS.matcher(report).replaceAll("$1$2");
    }

    /** The names in the FUNCTION CALLS column, with braces and indent. */
    public static List<String> calls(String graph) {
        return graph.lines()
                .filter(line -> line.matches(" *\\d+\\) .*\\|  .*"))
                .map(line -> line.substring(line.indexOf("|  ") + 3))
                .collect(Collectors.toList());
    }
}
