package dev.jftrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.FunctionFilter;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionFilterTest {
    private final FakeTracefs fake = new FakeTracefs();
    private final FunctionFilter filter = Tracefs.of(fake).top().filter();

    @Test
    void shouldReplaceInOneOpenOfTheFile() throws IOException {
        filter.replace(List.of("schedule"));
        filter.replace(List.of("vfs_open", "vfs_read"));

        assertThat(filter.words()).containsExactly("vfs_open", "vfs_read");
        assertThat(fake.writes())
                .containsExactly("set_ftrace_filter < schedule", "set_ftrace_filter < vfs_open vfs_read");
    }

    @Test
    void shouldAddToWhatIsSetAndTakeBack() throws IOException {
        filter.replace(List.of("vfs_*"));
        filter.add(List.of("schedule", "!vfs_write"));

        assertThat(filter.words()).containsExactly("vfs_open", "vfs_read", "schedule");
    }

    @Test
    void shouldWriteManyNamesAsTheirNumbers() throws IOException {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(i % 2 == 0 ? "vfs_read" : "schedule");
        }

        filter.replace(many);

        assertThat(filter.words()).containsExactly("vfs_read", "schedule");
        assertThat(fake.writes()).singleElement().asString().startsWith("set_ftrace_filter < 2 5 2 5");
    }

    @Test
    void shouldWriteNamesHoweverManyWhereFunctionsHaveNoNumbers() throws IOException {
        List<String> many = Collections.nCopies(40, "vfs_read");

        Tracefs.of(fake.withoutFunctionNumbers()).top().filter().replace(many);

        assertThat(fake.writes()).containsExactly("set_ftrace_filter < " + String.join(" ", many));
    }

    @Test
    void shouldNameTheOneOfManyThatIsNoFunction() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add("vfs_read");
        }
        many.add("nosuch");

        assertThatThrownBy(() -> filter.replace(many))
                .isInstanceOf(TracefsException.class)
                .hasMessageContaining("set_ftrace_filter")
                .hasMessageContaining("'nosuch': Invalid argument (EINVAL)");
    }

    @Test
    void shouldClearCommandsThatTruncationLeaves() throws IOException {
        filter.replace(List.of("vfs_read"));
        filter.add(List.of("schedule:traceoff", "vfs_open:stacktrace"));

        filter.clear();

        assertThat(filter.words()).isEmpty();
    }
}
