package dev.jftrace.analysis.kernel;

import static dev.jftrace.analysis.MadeUpTrace.bytes;
import static dev.jftrace.analysis.MadeUpTrace.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.event.TextBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KernelReportTest {
    private static final int WAKEUP = 100;
    private static final int OPEN = 101;
    private static final int OPENED = 102;
    private static final int PROBE = 103;
    private static final int RETURN_PROBE = 104;
    private static final int FUNCTION = 1;
    private static final int USER_STACK = 12;
    private static final int PRINT = 5;
    private static final int REPEATS = 18;

    private final MadeUpTrace trace = new MadeUpTrace()
            .format("sched", "sched_wakeup", WAKEUP, "\"pid=%d\", REC->pid", "pid_t pid@8:4s")
            .format(
                    "syscalls",
                    "sys_enter_openat",
                    OPEN,
                    "\"\"",
                    "int __syscall_nr@8:4s",
                    "int dfd@16:8",
                    "const char * filename@24:8")
            .format("syscalls", "sys_exit_openat", OPENED, "\"\"", "int __syscall_nr@8:4s", "long ret@16:8s")
            .format(
                    "kprobes",
                    "p",
                    PROBE,
                    "\"(%lx) n=%d\", REC->__probe_ip, REC->n",
                    "unsigned long __probe_ip@8:8",
                    "s32 n@16:4s")
            .format(
                    "kprobes",
                    "r",
                    RETURN_PROBE,
                    "\"(%lx <- %lx) n=%d\", REC->__probe_func, REC->__probe_ret_ip, REC->n",
                    "unsigned long __probe_func@8:8",
                    "unsigned long __probe_ret_ip@16:8",
                    "s32 n@24:4s")
            .format("ftrace", "function", FUNCTION, "\"\"", "unsigned long ip@8:8", "unsigned long parent_ip@16:8")
            .format(
                    "ftrace",
                    "func_repeats",
                    REPEATS,
                    "\"\"",
                    "unsigned long ip@8:8",
                    "unsigned long parent_ip@16:8",
                    "u16 count@24:2",
                    "u16 top_delta_ts@26:2",
                    "u32 bottom_delta_ts@28:4")
            .format(
                    "ftrace",
                    "user_stack",
                    USER_STACK,
                    "\"\"",
                    "unsigned int tgid@8:4",
                    "unsigned long caller[8]@16:64")
            .format(
                    "ftrace",
                    "print",
                    PRINT,
                    "\"%ps: %s\", (void *)REC->ip, REC->buf",
                    "unsigned long ip@8:8",
                    "char buf[]@16:0")
            .functions("1000 T vfs_open\n2000 t do_open\t[fs]\n3000 T tracing_mark_write\n4000 T end\n")
            .tasks("100 bash\n");

    private String lines() throws IOException {
        TextBuffer out = new TextBuffer();
        KernelReport report = new KernelReport(trace.stream());
        while (report.next(out)) {
            assertThat(out.byteAt(out.length() - 1)).isEqualTo((byte) '\n');
        }
        return out.toString();
    }

    private String info(ByteBuffer record) throws IOException {
        trace.event(0, 2_000_000, record);
        return lines().substring("            bash-100     [000] .....     0.002000: ".length());
    }

    @Test
    void shouldHaveTheColumnsOfTheKernel() throws IOException {
        trace.event(1, 1_234_567_890_500L, record(WAKEUP, 0x81, 100, 12).putInt(7));
        trace.event(1, 1_234_567_891_500L, record(WAKEUP, 0x4c, 0, 12).putInt(-1));
        trace.event(1, 1_234_567_892_500L, record(WAKEUP, 0x30, 9, 12).putInt(0));

        assertThat(lines())
                .isEqualTo("            bash-100     [001] D....  1234.567891: sched_wakeup: pid=7\n"
                        + "          <idle>-0       [001] .nZ..  1234.567892: sched_wakeup: pid=-1\n"
                        + "           <...>-9       [001] .ps..  1234.567893: sched_wakeup: pid=0\n");
    }

    @Test
    void shouldSayWhatWasLostAsTheKernelDoes() throws IOException {
        trace.event(0, 1, record(WAKEUP, 100, 12), 5).event(0, 2, record(WAKEUP, 100, 12), -1);

        assertThat(lines()).startsWith("CPU:0 [LOST 5 EVENTS]\n").contains("\nCPU:0 [LOST EVENTS]\n");
    }

    @Test
    void shouldShowSystemCallsWithoutTheirEvents() throws IOException {
        assertThat(info(record(OPEN, 100, 32)
                        .putInt(257)
                        .position(16)
                        .putLong(0xffffff9cL)
                        .putLong(0x7ffe10)))
                .isEqualTo("sys_openat(dfd: ffffff9c, filename: 7ffe10)\n");
    }

    @Test
    void shouldShowWhatSystemCallsReturn() throws IOException {
        assertThat(info(record(OPENED, 100, 24).putInt(257).position(16).putLong(3)))
                .isEqualTo("sys_openat -> 0x3\n");
    }

    @Test
    void shouldNameThePlacesOfProbes() throws IOException {
        assertThat(info(record(PROBE, 100, 20).putLong(0x1008).putInt(-4)))
                .isEqualTo("p: (vfs_open+0x8/0x1000) n=-4\n");
    }

    @Test
    void shouldNameBothPlacesOfReturnProbes() throws IOException {
        assertThat(info(record(RETURN_PROBE, 100, 28)
                        .putLong(0x1000)
                        .putLong(0x2010)
                        .putInt(1)))
                .isEqualTo("r: (do_open+0x10/0x1000 [fs] <- vfs_open) n=1\n");
    }

    @Test
    void shouldShowFunctionsWithTheirCallers() throws IOException {
        assertThat(info(record(FUNCTION, 100, 24).putLong(0x1000).putLong(0x2010)))
                .isEqualTo("vfs_open <-do_open [fs]\n");
    }

    @Test
    void shouldCountRepeats() throws IOException {
        ByteBuffer record = record(REPEATS, 100, 32).putLong(0x1000).putLong(0x2010);

        assertThat(info(record.putShort((short) 4).putShort((short) 0).putInt(1_000_000)))
                .isEqualTo("vfs_open <-do_open [fs] (repeats: 4, last_ts:     0.001000)\n");
    }

    @Test
    void shouldShowAddressesOfPrograms() throws IOException {
        assertThat(info(record(USER_STACK, 100, 80)
                        .putInt(1)
                        .position(16)
                        .putLong(0x7f01)
                        .putLong(0)))
                .isEqualTo("<user stack trace>\n =>  <0000000000007f01>\n");
    }

    @Test
    void shouldShowWhatWasWrittenToTheMarker() throws IOException {
        assertThat(info(record(PRINT, 100, 24).putLong(0x3000).put(bytes("hello\n"))))
                .isEqualTo("tracing_mark_write: hello\n");
    }
}
