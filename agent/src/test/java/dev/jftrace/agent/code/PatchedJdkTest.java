package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The JDK's own classes, all methods hooked, by copying and by reading and writing each instruction: both must say the same.
 * {@code -Djftrace.jdks=HOME:HOME} takes all classes of two modules of those JDKs, in place of some of this one.
 */
class PatchedJdkTest {
    private static final String HOMES = System.getProperty("jftrace.jdks", "");

    /** Of a build that has no minutes for it, one class of so many. */
    private static final int STEP = HOMES.isEmpty() ? 23 : 1;

    private final Map<String, Integer> refusals = new TreeMap<>();
    private int classes;
    private int methods;
    private int copied;

    @Test
    void shouldCopyTheJdkAsIfEachInstructionHadBeenWrittenAnew() throws IOException {
        for (String home : HOMES.isEmpty() ? List.of(System.getProperty("java.home")) : List.of(HOMES.split(":"))) {
            for (String module : List.of("java.base", "jdk.compiler")) {
                refusals.clear();
                classes = 0;
                methods = 0;
                copied = 0;
                try (JdkFiles files = new JdkFiles(home)) {
                    compare(files.of(module));
                }
                if (!HOMES.isEmpty()) {
                    System.out.println(home + " " + module + ": " + classes + " classes, " + methods + " methods, "
                            + copied + " classes copied; not " + refusals);
                }
                assertThat(copied).isGreaterThan(classes * 9 / 10);
            }
        }
    }

    private void compare(List<Path> files) throws IOException {
        for (int i = 0; i < files.size(); i += STEP) {
            byte[] original = Files.readAllBytes(files.get(i));
            // ids that sipush can push, and some that it can't
            HookedBothWays hooked = new HookedBothWays(original, i % 2 == 0 ? 7 : Short.MAX_VALUE - 2);
            if (hooked.methods() == 0 && !hooked.leavesAlone()) {
                continue;
            }
            classes++;
            methods += hooked.methods();
            if (hooked.refusal() != null) {
                refusals.merge(hooked.refusal(), 1, Integer::sum);
                continue;
            }
            copied++;
            assertThat(hooked.leavesAlone()).as(files.get(i).toString()).isFalse();
            assertThat(hooked.isSame()).as(files.get(i).toString()).isTrue();
        }
        assertThat(classes).isGreaterThan(20);
    }
}
