package dev.jftrace.analysis.report;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.analysis.json.JsonReport;
import dev.jftrace.analysis.profile.Profile;
import dev.jftrace.analysis.profile.ProfileOptions;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Records of the events that a plug-in, or a profile, reads in its own way. */
class RecordFuzzTest {
    private static final int EVENTS = 16;
    private static final int MOST_BYTES = 96;

    private static MadeUpTrace formats() {
        return new MadeUpTrace()
                .format("ftrace", "function", 1, "\"\"", "unsigned long ip@8:8", "unsigned long parent_ip@16:8")
                .format("ftrace", "funcgraph_entry", 2, "\"\"", "unsigned long func@8:8", "int depth@16:4s")
                .format(
                        "ftrace",
                        "funcgraph_exit",
                        3,
                        "\"\"",
                        "unsigned long func@8:8",
                        "unsigned long long calltime@16:8",
                        "unsigned long long rettime@24:8",
                        "int depth@32:4s",
                        "unsigned long retval@40:8")
                .format("ftrace", "kernel_stack", 4, "\"\"", "int size@8:4s", "unsigned long caller[]@16:0")
                .format("ftrace", "raw_data", 5, "\"\"", "unsigned int id@8:4", "char buf[]@12:0")
                .format("ftrace", "func_repeats", 6, "\"\"", "unsigned long ip@8:8", "u16 count@24:2")
                .format(
                        "sched",
                        "sched_switch",
                        7,
                        "\"\"",
                        "char prev_comm[16]@8:16",
                        "pid_t prev_pid@24:4s",
                        "long prev_state@32:8s",
                        "char next_comm[16]@40:16",
                        "pid_t next_pid@56:4s",
                        "int next_prio@60:4s")
                .format("sched", "sched_wakeup", 8, "\"\"", "__data_loc char[] comm@8:4", "pid_t pid@12:4s")
                .format("syscalls", "sys_enter_futex", 9, "\"\"", "u32 uaddr@8:8", "int op@16:8", "u32 val@24:8")
                .format("kmem", "kmalloc", 10, "\"p=%p\", REC->call_site", "unsigned long call_site@8:8")
                .format("timer", "hrtimer_start", 11, "\"\"", "void * hrtimer@8:8", "void * function@16:8")
                .format("tlb", "tlb_flush", 12, "\"\"", "int reason@8:4s", "unsigned long pages@16:8")
                .format("irq", "softirq_raise", 13, "\"v=%u\", REC->vec", "unsigned int vec@8:4")
                .format("irq", "softirq_entry", 14, "\"v=%u\", REC->vec", "unsigned int vec@8:4")
                .format("kvm", "kvm_exit", 15, "\"\"", "unsigned int exit_reason@8:4", "u32 isa@12:4")
                .functions("0000000000001000 T low\n");
    }

    @FuzzTest
    void shouldShowWhateverTheRecordsAre(FuzzedDataProvider data) throws IOException {
        MadeUpTrace trace = formats();
        long time = 0;
        for (int i = 0; i < EVENTS && data.remainingBytes() > 0; i++) {
            int id = data.consumeInt(1, 16);
            int cpu = data.consumeInt(0, 1);
            time += data.consumeInt(0, 1000);
            byte[] payload = data.consumeBytes(data.consumeInt(0, MOST_BYTES));
            ByteBuffer record = MadeUpTrace.record(id, data.consumeInt(0, 3), 8 + payload.length);
            trace.event(cpu, time, record.put(payload));
        }
        TextBuffer out = new TextBuffer();
        EventStream lines = trace.stream();
        Report report = new Report(ReportOptions.defaults(), lines);
        while (report.next(out)) {
            out.truncate(0);
        }
    }

    @FuzzTest
    void shouldProfileWhateverTheRecordsAre(FuzzedDataProvider data) throws IOException {
        MadeUpTrace trace = formats();
        for (int i = 0; i < EVENTS && data.remainingBytes() > 0; i++) {
            byte[] payload = data.consumeBytes(data.consumeInt(0, MOST_BYTES));
            ByteBuffer record = MadeUpTrace.record(data.consumeInt(1, 16), data.consumeInt(0, 3), 8 + payload.length);
            trace.event(data.consumeInt(0, 1), i, record.put(payload), data.consumeInt(-1, 1));
        }
        EventStream stream = trace.stream();
        Profile profile = new Profile(trace.catalog(), ProfileOptions.DEFAULT);
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            profile.add(event);
        }
        profile.append(new TextBuffer());
    }

    @FuzzTest
    void shouldShowWhateverTheRecordsAreInOtherForms(FuzzedDataProvider data) throws IOException {
        byte[] payload = data.consumeBytes(MOST_BYTES);
        MadeUpTrace trace = formats();
        for (int id = 1; id <= 16; id++) {
            trace.event(0, id, MadeUpTrace.record(id, 1, 8 + payload.length).put(payload));
        }
        EventStream stream = trace.stream();
        TextBuffer out = new TextBuffer();
        JsonReport json = new JsonReport(stream, EventTest.ALWAYS);
        while (json.next(out)) {
            out.truncate(0);
        }
    }
}
