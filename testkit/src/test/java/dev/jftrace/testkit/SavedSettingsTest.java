package dev.jftrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.Errno;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.SettingsFile;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import dev.jftrace.tracefs.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSettingsTest {
    private static final EventName SWITCH = new EventName("sched", "sched_switch");

    private final FakeTracefs fake = new FakeTracefs();
    private final Tracefs tracefs = Tracefs.of(fake);

    private String everything() {
        StringBuilder text = new StringBuilder();
        for (String file : List.of(
                "current_tracer",
                "tracing_on",
                "set_event",
                "set_ftrace_filter",
                "set_ftrace_notrace",
                "set_graph_function",
                "set_event_pid",
                "set_ftrace_pid",
                "trace_options",
                "trace_clock",
                "max_graph_depth",
                "dynamic_events",
                "events/sched/sched_switch/filter",
                "events/sched/sched_waking/filter",
                "events/sched/sched_switch/trigger",
                "tracing_cpumask",
                "snapshot")) {
            text.append(file).append(": ").append(fake.text(file));
        }
        return text.toString();
    }

    private static void changeEverything(Instance instance, Tracefs through) throws TracefsException {
        instance.filter().replace(List.of("schedule", "vfs_read:traceoff"));
        instance.notrace().replace(List.of("vfs_write"));
        instance.graphFunction().replace(List.of("vfs_open"));
        instance.tracer("function_graph");
        instance.events().enable(List.of(new EventName("irq", null)));
        instance.events().filter(new EventName("sched", null), "common_pid==1");
        instance.events().triggers(SWITCH).add(new Trigger("hist:keys=next_pid"));
        instance.options().set("nooverwrite");
        instance.clock().set("mono");
        instance.file("set_event_pid").replace("1 2 3");
        instance.file("set_ftrace_pid").replace("1");
        instance.file("tracing_cpumask").write("1");
        instance.bufferSize().set(100);
        instance.snapshot().take();
        through.file("max_graph_depth").write("3");
        through.dynamicEvents().add("p:kprobes/my_open do_sys_openat2");
        through.dynamicEvents().add("s:my_synth int a");
        instance.tracingOn(false);
    }

    @Test
    void shouldPutBackEachSettingOfATraceThatWasOffBefore() throws IOException {
        String before = everything();
        SavedSettings saved = SavedSettings.of(tracefs);
        changeEverything(saved.tracefs().top(), saved.tracefs());

        saved.restore();

        assertThat(everything()).isEqualTo(before);
        assertThat(fake.text("buffer_size_kb")).isEqualTo("1408\n");
    }

    @Test
    void shouldTakeAListOfTasksAwayEvenIfTheyHaveAllEnded() throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().top().file("set_event_pid").replace("7");
        tracefs.top().file("set_event_pid").clear();
        int before = fake.writes().size();

        saved.restore();

        assertThat(fake.writes().subList(before, fake.writes().size()))
                .anySatisfy(write -> assertThat(write).contains("set_event_pid"));
    }

    @Test
    void shouldPutBackWhatSomebodyElseWasTracing() throws IOException {
        Instance top = tracefs.top();
        top.filter().replace(List.of("vfs_open", "vfs_read", "schedule:stacktrace:3"));
        top.tracer("function");
        top.events().enable(List.of(SWITCH));
        top.events().filter(SWITCH, "prev_pid==7");
        top.events().triggers(SWITCH).add(new Trigger("traceoff:1 if next_pid==3"));
        top.file("set_event_pid").replace("4 5");
        String before = everything();
        SavedSettings saved = SavedSettings.of(tracefs);
        changeEverything(saved.tracefs().top(), saved.tracefs());
        saved.tracefs().top().events().disable(List.of(SWITCH));
        saved.tracefs().top().events().triggers(SWITCH).clear();

        saved.restore();

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void shouldPutBackBuffersOfSeveralSizesWhicheverIsChangedFirst() throws IOException {
        tracefs.top().bufferSize().set(0, 3000);
        tracefs.top().bufferSize().set(1, 100);
        for (boolean oneFirst : new boolean[] {true, false}) {
            SavedSettings saved = SavedSettings.of(tracefs);
            if (oneFirst) {
                saved.tracefs().top().bufferSize().set(1, 64);
            }
            saved.tracefs().top().bufferSize().set(512);
            saved.tracefs().top().bufferSize().set(0, 8);

            saved.restore();

            assertThat(fake.text("buffer_size_kb")).isEqualTo("X\n");
            assertThat(fake.text("per_cpu/cpu0/buffer_size_kb")).isEqualTo("3000\n");
            assertThat(fake.text("per_cpu/cpu1/buffer_size_kb")).isEqualTo("100\n");
        }
    }

    @Test
    void shouldPutBackTheClockThatAHistogramOfTimesSwitches() throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().top().events().triggers(SWITCH).add(new Trigger("hist:keys=next_pid:ts=common_timestamp"));
        assertThat(fake.text("trace_clock")).contains("[global]");

        saved.restore();

        assertThat(fake.text("trace_clock")).contains("[local]");
    }

    @Test
    void shouldTraceNothingWhileFiltersArePutBack() throws IOException {
        tracefs.top().filter().replace(List.of("vfs_open"));
        tracefs.top().tracer("function");
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().top().filter().replace(List.of("schedule"));
        saved.tracefs().top().tracer("function_graph");
        saved.tracefs().top().tracingOn(false);
        int before = fake.writes().size();

        saved.restore();

        assertThat(fake.writes().subList(before, fake.writes().size()))
                .containsExactly(
                        "current_tracer << nop",
                        "set_ftrace_filter < ",
                        "set_ftrace_filter << vfs_open",
                        "current_tracer << function",
                        "tracing_on << 1");
    }

    @Test
    void shouldWriteNothingTwiceAndNothingThatWasNotChanged() throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().top().tracingOn(true);
        int before = fake.writes().size();

        saved.restore();
        saved.restore();

        assertThat(fake.writes()).hasSize(before);
    }

    @Test
    void shouldRemoveTheInstanceThatWasMadeAndForgetWhatWasSetInIt() throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs);
        Instance made = saved.tracefs().instance("made");
        made.create();
        made.tracer("function");

        saved.restore();

        assertThat(tracefs.instances()).isEmpty();
        assertThat(fake.writes())
                .containsExactly(
                        "mkdir instances/made", "instances/made/current_tracer << function", "rmdir instances/made");
    }

    @Test
    void shouldPutBackTheRestWhenOneFileRefuses() throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().top().tracer("function");
        saved.tracefs().top().clock().set("mono");
        fake.readBySomebody("");

        assertThatThrownBy(saved::restore)
                .isInstanceOf(TracefsException.class)
                .hasMessageContaining("current_tracer")
                .hasMessageContaining("EBUSY");
        assertThat(fake.text("trace_clock")).startsWith("[local]");
    }

    @Test
    void shouldPassOverAnInstanceThatVanished() throws IOException {
        tracefs.instance("other").create();
        SavedSettings saved = SavedSettings.of(tracefs);
        saved.tracefs().instance("other").tracer("function");
        fake.vanish("other");

        saved.restore();

        assertThat(tracefs.instances()).isEmpty();
    }

    @Test
    void shouldHaveOnTheDiskWhatIsToBePutBackBeforeTheChange(@TempDir Path folder) throws IOException {
        SavedSettings saved = SavedSettings.of(tracefs, SettingsFile.in(folder, Path.of("/fake")));
        fake.refusing("current_tracer", Errno.EIO);

        assertThatThrownBy(() -> saved.tracefs().top().tracer("function")).isInstanceOf(TracefsException.class);

        assertThat(SettingsFile.left(folder)).singleElement().satisfies(left -> {
            assertThat(left.files()).containsExactly("current_tracer");
            assertThat(left.running()).isTrue();
            assertThat(left.rebooted()).isFalse();
        });
        saved.restore();
        assertThat(SettingsFile.left(folder)).isEmpty();
    }

    @Test
    void shouldPutBackFromTheDiskWhatAKilledProcessLeft(@TempDir Path folder) throws IOException {
        tracefs.top().filter().replace(List.of("vfs_open", "vfs_read"));
        String before = everything();
        SavedSettings killed = SavedSettings.of(tracefs, SettingsFile.in(folder, Path.of("/fake")));
        changeEverything(killed.tracefs().top(), killed.tracefs());

        SettingsFile.restore(SettingsFile.left(folder).getFirst(), tracefs);

        assertThat(everything()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNotActOnALineThatTheCrashTore(@TempDir Path folder) throws IOException {
        SavedSettings killed = SavedSettings.of(tracefs, SettingsFile.in(folder, Path.of("/fake")));
        killed.tracefs().top().tracingOn(false);
        Path file = SettingsFile.left(folder).getFirst().path();
        Files.writeString(file, Files.readString(file) + "STOP\tcurrent_tracer\tfunc");

        SettingsFile.restore(SettingsFile.left(folder).getFirst(), tracefs);

        assertThat(fake.text("tracing_on")).isEqualTo("1\n");
        assertThat(fake.text("current_tracer")).isEqualTo("nop\n");
    }

    @Test
    void shouldTellThatSavedSettingsAreOfAnEarlierBoot(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("settings-1-2-fake"), "jftrace-settings 1\tother-boot\t1\t2\t/fake\n");

        assertThat(SettingsFile.left(folder).getFirst().rebooted()).isTrue();
    }

    @Test
    void shouldRefuseAFileThatIsNoSavedSettings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("settings-1"), "#!/bin/sh\n");

        assertThatThrownBy(() -> SettingsFile.left(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("settings-1")
                .hasMessageContaining("first line");
    }
}
