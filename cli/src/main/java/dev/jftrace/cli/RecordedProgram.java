package dev.jftrace.cli;

import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Java program that {@code live} runs, and what the user must be told about its recording. */
record RecordedProgram(JvmSettings settings, List<String> command, Console console) {

    Recording start(Path beside) throws IOException, InterruptedException {
        StopRequest stop = new StopRequest();
        ShutdownGate.hold(stop);
        Recording recording = new Recording(null, JvmRecording.prepare(beside, settings), stop);
        try {
            recording.start(Program.of(command), false);
            return recording;
        } catch (IOException | InterruptedException e) {
            recording.close();
            throw e;
        }
    }

    /** Losses, filters that matched nothing, functions that had to be left alone: never silent. */
    void tellOf(Recording recording) throws IOException {
        for (String line : recording.report()) {
            console.say(line);
        }
    }
}
