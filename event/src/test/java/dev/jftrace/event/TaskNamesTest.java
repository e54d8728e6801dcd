package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TaskNamesTest {
    private static TaskNames names(String text) {
        return TaskNames.parse(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String comm(TaskNames names, int pid) {
        return new String(names.comm(pid), StandardCharsets.US_ASCII);
    }

    @Test
    void shouldKeepSpacesInAComm() {
        assertThat(comm(names("12 C1 CompilerThre\n"), 12)).isEqualTo("C1 CompilerThre");
    }

    @Test
    void shouldCallPidZeroIdleAndOthersUnknown() {
        assertThat(comm(names(""), 0)).isEqualTo("<idle>");
        assertThat(comm(names(""), 7)).isEqualTo("<...>");
    }

    @Test
    void shouldKeepTheFirstNameOfAPid() {
        TaskNames names = names("12 first\n12 second\n");
        names.learn(12, "third".getBytes(StandardCharsets.US_ASCII), 0, 5);

        assertThat(comm(names, 12)).isEqualTo("first");
    }

    @Test
    void shouldHoldManyTasks() {
        TaskNames names = names("");
        for (int pid = 1; pid <= 10_000; pid++) {
            byte[] comm = ("t" + pid).getBytes(StandardCharsets.US_ASCII);
            names.learn(pid, comm, 0, comm.length);
        }
        for (int pid = 1; pid <= 10_000; pid++) {
            assertThat(comm(names, pid)).isEqualTo("t" + pid);
        }
    }
}
