package dev.jftrace.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final int SWITCH = 1;
    private static final int WAKEUP = 2;
    private static final int STACK = 3;
    private static final int ENTRY = 4;
    private static final int EXIT = 5;
    private static final int IRQ_ENTRY = 6;
    private static final int IRQ_EXIT = 7;
    private static final int PLAIN = 8;
    private static final int SYS_ENTER = 9;
    private static final int SYS_EXIT = 10;
    private static final String STATES = "\"%s%s\", REC->prev_state ? __print_flags(REC->prev_state, \"|\","
            + " { 0x0001, \"S\" }, { 0x0002, \"D\" }, { 0x0080, \"I\" }) : \"R\", REC->prev_state & 256 ? \"+\" : \"\"";

    private final MadeUpTrace trace = new MadeUpTrace()
            .format(
                    "sched",
                    "sched_switch",
                    SWITCH,
                    STATES,
                    "char prev_comm[16]@8:16",
                    "pid_t prev_pid@24:4s",
                    "long prev_state@32:8s",
                    "char next_comm[16]@40:16",
                    "pid_t next_pid@56:4s")
            .format("ftrace", "kernel_stack", STACK, "\"\"", "int size@8:4s", "unsigned long caller[]@16:0")
            .format("ftrace", "funcgraph_entry", ENTRY, "\"\"", "unsigned long func@8:8")
            .format("ftrace", "funcgraph_exit", EXIT, "\"\"", "unsigned long func@8:8")
            .format("irq", "irq_handler_entry", IRQ_ENTRY, "\"\"", "int irq@8:4s")
            .format("irq", "irq_handler_exit", IRQ_EXIT, "\"\"", "int irq@8:4s")
            .format("mm", "page", PLAIN, "\"\"", "unsigned long address@8:8")
            .format("raw_syscalls", "sys_enter", SYS_ENTER, "\"\"", "long id@8:8s")
            .format("raw_syscalls", "sys_exit", SYS_EXIT, "\"\"", "long id@8:8s")
            .functions(
                    "0000000000001000 T low\n0000000000002000 T mid\n0000000000003000 T high\n0000000000004000 T end\n")
            .tasks("7 seven\n");

    private void withWakeups() {
        trace.format("sched", "sched_wakeup", WAKEUP, "\"\"", "char comm[16]@8:16", "pid_t pid@24:4s");
    }

    private void change(long ns, int previous, int state, int next) {
        ByteBuffer record = MadeUpTrace.record(SWITCH, previous, 64);
        comm(record, 8, previous).putInt(24, previous).putLong(32, state);
        trace.event(0, ns, comm(record, 40, next).putInt(56, next));
    }

    private void wake(long ns, int waker, int woken) {
        trace.event(0, ns, comm(MadeUpTrace.record(WAKEUP, waker, 28), 8, woken).putInt(24, woken));
    }

    private static ByteBuffer comm(ByteBuffer record, int at, int pid) {
        return record.put(at, ("task" + pid % 10).getBytes(StandardCharsets.US_ASCII));
    }

    private void number(int cpu, long ns, int id, int pid, long value) {
        trace.event(cpu, ns, MadeUpTrace.record(id, pid, 16).putLong(8, value));
    }

    private void stack(long ns, int pid, long... callers) {
        ByteBuffer record = MadeUpTrace.record(STACK, pid, 16 + 8 * callers.length);
        for (int i = 0; i < callers.length; i++) {
            record.putLong(16 + 8 * i, callers[i]);
        }
        trace.event(0, ns, record);
    }

    private String profile(ProfileOptions options) throws IOException {
        return profiles(options).get(0);
    }

    private List<String> profiles(ProfileOptions... options) throws IOException {
        EventStream stream = trace.stream();
        List<Profile> profiles = Arrays.stream(options)
                .map(wanted -> new Profile(trace.catalog(), wanted))
                .toList();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            for (Profile profile : profiles) {
                profile.add(event);
            }
        }
        return profiles.stream()
                .map(profile -> {
                    TextBuffer out = new TextBuffer();
                    profile.append(out);
                    return out.toString();
                })
                .toList();
    }

    @Test
    void shouldTellHowLongATaskWasBlockedAndHowLongItsWakeupTook() throws IOException {
        withWakeups();
        change(1000, 7, 1, 0);
        wake(5000, 0, 7);
        change(5700, 0, 0, 7);

        assertThat(profile(ProfileOptions.DEFAULT)).contains("""

                        task: task7-7
                          Event: sched_switch:S (1) Total: 4000 Avg: 4000 Max: 4000(ts:0.000005) Min:4000(ts:0.000005)
                          Event: sched_wakeup:0x7 (1) Total: 700 Avg: 700 Max: 700(ts:0.000006) Min:700(ts:0.000006)
                        """);
    }

    @Test
    void shouldTakeATaskForOutUntilItRunsWhereNoWakeupIsRecorded() throws IOException {
        change(1000, 7, 1, 0);
        change(5000, 0, 0, 7);

        assertThat(profile(ProfileOptions.DEFAULT)).contains("Event: sched_switch:S (1) Total: 4000 ");
    }

    @Test
    void shouldNotTakeTheWakeupOfARunningTaskForAnEnd() throws IOException {
        withWakeups();
        change(1000, 7, 0, 0);
        wake(2000, 0, 7);
        change(3000, 0, 0, 7);

        assertThat(profile(ProfileOptions.DEFAULT))
                .contains("Event: sched_switch:R (1) Total: 2000 ")
                .doesNotContain("sched_wakeup");
    }

    @Test
    void shouldShowTheKernelsLettersOfStatesUnlessTraceCmdIsAskedFor() throws IOException {
        change(1000, 7, 0x80, 9);
        change(2000, 9, 0x100, 7);
        change(3000, 7, 2, 9);

        List<String> profiles = profiles(ProfileOptions.DEFAULT, new ProfileOptions(List.of(), false, false, "", true));

        assertThat(profiles.get(0)).contains("sched_switch:I (1)", "sched_switch:R+ (1)");
        assertThat(profiles.get(1)).contains("sched_switch:K (1)", "sched_switch:W (1)");
    }

    @Test
    void shouldGiveTheStackOfAWakeupToWhoWasWoken() throws IOException {
        withWakeups();
        change(1000, 7, 1, 0);
        wake(5000, 0, 7);
        stack(5001, 0, 0x1010, 0x2010);
        change(5700, 0, 0, 7);

        assertThat(profile(ProfileOptions.DEFAULT))
                .contains("sched_wakeup:0x7 (1) Total: 700 Avg: 700 Max: 700(ts:0.000006) Min:700(ts:0.000006)\n"
                        + "          | \n"
                        + "          + low (0x1010)\n"
                        + "              100% (1) time:700 max:700(ts:0.000005) min:700(ts:0.000005) avg:700\n"
                        + "               mid (0x2010)\n");
    }

    @Test
    void shouldDrawWhereStacksPart() throws IOException {
        for (int i = 0; i < 4; i++) {
            number(0, 100 * i, PLAIN, 7, 0xabc);
            stack(100 * i + 1, 7, 0x1010, i == 0 ? 0x3010 : 0x2010, -1);
        }

        assertThat(profile(ProfileOptions.DEFAULT))
                .isEqualTo("\ntask: seven-7\n"
                        + "  Event: page:0xabc (4)\n"
                        + "          | \n"
                        + "          + low (0x1010)\n"
                        + "              100% (4)\n"
                        + "                | \n"
                        + "                + mid (0x2010)\n"
                        + "                |   75% (3)\n"
                        + "                | \n"
                        + "                + high (0x3010)\n"
                        + "                    25% (1)\n"
                        + "                  \n"
                        + "            \n"
                        + "            \n"
                        + "      \n");
    }

    @Test
    void shouldGiveTheStackBeforeAFuncgraphEntryToTheCall() throws IOException {
        stack(900, 7, 0x3010);
        number(0, 1000, ENTRY, 7, 0x2000);
        number(1, 1500, EXIT, 7, 0x2000);

        assertThat(profile(ProfileOptions.DEFAULT))
                .contains("  Event: func: mid() (1) Total: 500 Avg: 500", "+ high (0x3010)\n");
    }

    @Test
    void shouldCountInterruptsForTheTaskOrForTheCpu() throws IOException {
        number(1, 1000, IRQ_ENTRY, 7, 25);
        number(1, 1400, IRQ_EXIT, 7, 25);
        String line = "  Event: irq_handler_entry:0x19 (1) Total: 400 ";

        List<String> profiles = profiles(ProfileOptions.DEFAULT, new ProfileOptions(List.of(), true, false, "", false));

        assertThat(profiles.get(0)).startsWith("\ntask: seven-7\n" + line);
        assertThat(profiles.get(1)).startsWith("Global CPU[1] Events\n" + line);
    }

    @Test
    void shouldForgetWhatMayHaveEndedAmongLostEvents() throws IOException {
        number(0, 1000, ENTRY, 7, 0x2000);
        trace.event(1, 1200, MadeUpTrace.record(PLAIN, 8, 16), -1);
        number(0, 1500, EXIT, 7, 0x2000);

        assertThat(profile(ProfileOptions.DEFAULT)).doesNotContain("func:");
    }

    @Test
    void shouldNameSystemCallsAsTheMachineDoes() throws IOException {
        number(0, 1000, SYS_ENTER, 7, 63);
        number(0, 1500, SYS_EXIT, 7, 63);

        List<String> profiles = profiles(on("x86_64"), on("aarch64"), on("s390x"));

        assertThat(profiles.get(0)).contains("Event: syscall:uname (1)");
        assertThat(profiles.get(1)).contains("Event: syscall:read (1)");
        assertThat(profiles.get(2)).contains("Event: sys_enter:63 (1)");
    }

    private static ProfileOptions on(String machine) {
        return new ProfileOptions(List.of(), false, false, machine, false);
    }

    @Test
    void shouldCountTasksOfOneNameAsOne() throws IOException {
        change(1000, 17, 1, 27);
        change(3000, 27, 1, 17);
        change(7000, 17, 1, 27);

        assertThat(profile(new ProfileOptions(List.of(), false, true, "", false)))
                .isEqualTo("\ngroup: task7\n  Event: sched_switch:S (2) Total: 6000 Avg: 3000"
                        + " Max: 4000(ts:0.000007) Min:2000(ts:0.000003)\n");
    }

    @Test
    void shouldPairTheEventsOfAHook() throws IOException {
        ProfileHook hook = ProfileHook.parse("mm:page,address/raw_syscalls:sys_exit,id,p");
        number(0, 1000, PLAIN, 7, 5);
        number(0, 1300, SYS_EXIT, 7, 5);

        assertThat(profile(new ProfileOptions(List.of(hook), false, false, "", false)))
                .contains("Event: page:0x5 (1) Total: 300 ");
    }

    @Test
    void shouldReadHooksAsTraceCmdDoes() {
        assertThat(ProfileHook.parse("irq:irq_handler_entry,irq,pid/irq:irq_handler_exit,irq,PG"))
                .isEqualTo(new ProfileHook(
                        new ProfileHook.End("irq", "irq_handler_entry", "irq"),
                        "pid",
                        new ProfileHook.End("irq", "irq_handler_exit", "irq"),
                        false,
                        true,
                        false));
        assertThat(ProfileHook.parse("a,b/c,d,s").stacks()).isTrue();
        for (String wrong : List.of("", "a", "a,b", "a,b/c", "a/c,d", "a,b/c,d,x", ",b/c,d", "a,b,c,d/e,f")) {
            assertThatThrownBy(() -> ProfileHook.parse(wrong)).hasMessageStartingWith("expected ");
        }
    }
}
