package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace's times are CLOCK_MONOTONIC, whatever clock the hooks read. */
class ClockIT {
    private static final Pattern STAMP = Pattern.compile(" (\\d+)\\.(\\d{9}): funcgraph_(entry|exit)");

    /** What the two clocks may differ by in a trace, and what they may for a moment on a machine that takes the CPU away. */
    private static final long ERROR_NS = 1_000;

    private static final long MOST_ERROR_NS = 20_000;

    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldPlaceTheTimeThatACallReadBetweenItsEntryAndItsExit(Path java) throws IOException {
        Path program = Files.writeString(folder.resolve("Reads.java"), """
                public class Reads {
                    static long read() { return System.nanoTime(); }
                    public static void main(String[] a) throws Exception {
                        StringBuilder times = new StringBuilder();
                        for (int i = 0; i < 600; i++) {
                            times.append(read()).append('\\n');
                            Thread.sleep(i % 100 == 0 ? 300 : 1);
                        }
                        System.out.print(times);
                    }
                }
                """);

        Run run = Jftrace.run(
                folder,
                "record",
                "-q",
                "--jvm",
                "-p",
                "function_graph",
                "-l",
                "Reads.read",
                java.toString(),
                program.toString());

        List<Long> read = run.outLines().stream().map(Long::parseLong).toList();
        List<Long> stamps = STAMP.matcher(
                        Jftrace.run(folder, "report", "-R", "-t").out())
                .results()
                .map(ClockIT::nanos)
                .toList();
        assertThat(stamps).hasSize(2 * read.size());
        int exact = 0;
        for (int i = 0; i < read.size(); i++) {
            long entry = stamps.get(2 * i);
            long exit = stamps.get(2 * i + 1);
            assertThat(read.get(i)).isBetween(entry - MOST_ERROR_NS, exit + MOST_ERROR_NS);
            exact += read.get(i) >= entry - ERROR_NS && read.get(i) <= exit + ERROR_NS ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(read.size() / 2);
    }

    private static long nanos(MatchResult stamp) {
        return Long.parseLong(stamp.group(1)) * 1_000_000_000 + Long.parseLong(stamp.group(2));
    }
}
