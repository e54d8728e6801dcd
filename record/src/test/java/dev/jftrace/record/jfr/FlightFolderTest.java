package dev.jftrace.record.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightFolderTest {
    @TempDir
    Path folder;

    private List<JvmEvent> recorded(JvmEventType type, Runnable work) throws IOException {
        note(type);
        try (Recording recording = new Recording()) {
            for (String source : type.sources()) {
                recording.enable(source).withThreshold(Duration.ZERO).with("throttle", "off");
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(folder.resolve("events-1.jfr"));
        }
        return new FlightFolder(folder).next();
    }

    /** What the agent leaves in a session's folder. */
    private void note(JvmEventType type) throws IOException {
        Files.writeString(
                folder.resolve("flight"),
                "events\t" + String.join(",", type.sources()) + "\nsince\t" + System.nanoTime() + "\t"
                        + System.currentTimeMillis() + "\nrepository\t" + folder + "/gone\n");
    }

    @Test
    void shouldStandInTheCallThatWaited() throws IOException {
        long[] call = new long[2];

        List<JvmEvent> events = recorded(JvmEventType.PARK, () -> {
            call[0] = System.nanoTime();
            LockSupport.parkNanos(2_000_000);
            call[1] = System.nanoTime();
        });

        long self = Thread.currentThread().threadId();
        List<JvmEvent> own = events.stream().filter(e -> e.javaThread() == self).toList();
        assertThat(own).isNotEmpty();
        assertThat(own.getFirst().stamp()).isBetween(call[0], call[1]);
        assertThat(own.getFirst().name()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void shouldTellAnExceptionWithItsClassAndMessageOnOneLine() throws IOException {
        List<JvmEvent> events = recorded(JvmEventType.EXCEPTION, () -> {
            try {
                throw new IllegalStateException("line one\nline two");
            } catch (IllegalStateException expected) {
                // what is recorded
            }
        });

        String bytes = events.stream()
                .map(e -> new String(e.bytes(), StandardCharsets.ISO_8859_1))
                .filter(text -> text.contains("line one"))
                .findFirst()
                .orElseThrow();
        assertThat(bytes).contains("java.lang.IllegalStateException\0").contains("line one line two\0");
    }

    @Test
    void shouldHaveAnIdAndAFormatForEachType() {
        assertThat(JvmEventType.values()).extracting(JvmEventType::id).doesNotHaveDuplicates();
        assertThat(JvmEventType.GC_PAUSE.format())
                .startsWith("name: gc_pause\nID: 60001\nformat:\n\tfield:unsigned short common_type;")
                .contains("\tfield:long long id;\toffset:8;\tsize:8;\tsigned:1;\n")
                .contains("\tfield:__data_loc char[] name;\toffset:24;\tsize:4;\tsigned:0;\n")
                .endsWith(
                        "print fmt: \"id=%lld name=%s duration=%lld [ns]\", REC->id, __get_str(name), REC->duration\n");
    }

    @Test
    void shouldTakeWhatAPatternNames() {
        assertThat(JvmEventType.named("jvm:gc")).containsExactly(JvmEventType.GC);
        assertThat(JvmEventType.named("gc*")).containsExactly(JvmEventType.GC, JvmEventType.GC_PAUSE);
        assertThat(JvmEventType.named("jvm")).containsExactly(JvmEventType.values());
        assertThat(JvmEventType.named("jvm:gcc")).isEmpty();
    }

    @Test
    void shouldTakeNothingOfAChunkThatIsNotWhole() throws IOException {
        recorded(JvmEventType.GC, System::gc);
        Path file = folder.resolve("events-1.jfr");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertThat(new FlightFolder(folder).next()).isNull();
    }

    @Test
    void shouldGiveEachEventOnce() throws IOException {
        recorded(JvmEventType.GC, System::gc);
        FlightFolder flight = new FlightFolder(folder);

        assertThat(flight.next()).isNotEmpty();
        assertThat(flight.next()).isNull();
        assertThat(flight.toldUntil()).isBetween(1L, System.nanoTime());
    }

    /** As it is found in the JDK's repository while the JVM runs: some bytes are behind what the header says to be flushed. */
    @Test
    void shouldTakeWhatIsFlushedOfAChunkThatGrows() throws IOException {
        int whole = recorded(JvmEventType.GC, System::gc).size();
        Path file = folder.resolve("events-1.jfr");
        byte[] bytes = Files.readAllBytes(file);
        byte[] growing = Arrays.copyOf(bytes, bytes.length + 1000);
        growing[64] = 3; // the state: not finished
        Files.delete(file);
        Path repository = Files.createDirectory(folder.resolve("gone"));
        Files.write(repository.resolve("chunk.jfr"), growing);
        FlightFolder flight = new FlightFolder(folder);

        assertThat(flight.next()).hasSize(whole);
        Files.write(folder.resolve("events-2.jfr"), bytes);
        assertThat(flight.next()).isNull();
    }

    @Test
    void shouldRefuseAFileThatIsNoFlightRecording() throws IOException {
        note(JvmEventType.GC);
        Files.write(folder.resolve("events-1.jfr"), new byte[100]);

        assertThatThrownBy(() -> new FlightFolder(folder).next())
                .isInstanceOf(TraceCorruptException.class)
                .hasMessageContaining("expected a chunk of a flight recording");
    }

    @Test
    void shouldRefuseAChunkThatIsDamaged() throws IOException {
        recorded(JvmEventType.GC, System::gc);
        Path file = folder.resolve("events-1.jfr");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0xa5);
        Files.write(file, bytes);

        assertThatThrownBy(() -> new FlightFolder(folder).next()).isInstanceOf(IOException.class);
    }

    @Test
    void shouldFollowAClockThatRunsApart() {
        WallClock clock = new WallClock();
        clock.pair(1_000, 100);
        clock.pair(2_000, 1_200);

        assertThat(clock.monotonic(900)).isZero();
        assertThat(clock.monotonic(1_500)).isEqualTo(650);
        assertThat(clock.monotonic(2_100)).isEqualTo(1_300);
    }
}
