package dev.jftrace.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one test method, as {@code CLASS#METHOD}, in this JVM; for {@code bench/fuzz.sh}, which fuzzes with it. */
final class FuzzTarget {
    private FuzzTarget() {}

    public static void main(String[] words) throws ClassNotFoundException {
        String[] target = words[0].split("#");
        Class<?> tests = Class.forName(target[0]);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(words[0] + parameters(tests, target[1])))
                                .build(),
                        summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.err), 30);
        boolean ran = summary.getSummary().getTestsFoundCount() > 0;
        System.exit(ran && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }

    /** JUnit selects a method by the types of its parameters. */
    private static String parameters(Class<?> tests, String method) {
        return Arrays.stream(tests.getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method))
                .flatMap(declared -> Arrays.stream(declared.getParameterTypes()))
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
    }
}
