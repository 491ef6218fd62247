package io.heliograph.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module graph in the README is the one that Maven has. */
class ModuleGraphTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>io\\.heliograph\\.\\w+</groupId>\\s*<artifactId>([\\w-]+)</artifactId>\\s*(<scope>test</scope>)?");
    private static final Pattern EDGES = Pattern.compile("(?m)^([\\w]+) +(?:->|—>|→) *(.*)$");

    @Test
    void theReadmeShowsTheGraphThatMavenHas() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int begin = readme.indexOf("```modules");
        assertThat(begin).as("README.md has a block ```modules").isPositive();
        String block = readme.substring(begin, readme.indexOf("```", begin + 3));

        assertThat(written(block)).isEqualTo(ofMaven());
    }

    private static Map<String, TreeSet<String>> written(String block) {
        Map<String, TreeSet<String>> graph = new TreeMap<>();
        Matcher line = EDGES.matcher(block);
        while (line.find()) {
            TreeSet<String> targets = new TreeSet<>();
            Stream.of(line.group(2).trim().split("[, ]+"))
                    .filter(word -> !word.isEmpty() && !word.equals("nothing"))
                    .forEach(targets::add);
            graph.put(line.group(1), targets);
        }
        return graph;
    }

    private static Map<String, TreeSet<String>> ofMaven() throws IOException {
        Map<String, TreeSet<String>> graph = new TreeMap<>();
        for (String group : new String[] {"shared", "verticles"}) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(group))) {
                for (Path module : modules.filter(dir -> Files.exists(dir.resolve("pom.xml")))
                        .toList()) {
                    graph.put(module.getFileName().toString(), dependencies(module.resolve("pom.xml")));
                }
            }
        }
        return graph;
    }

    private static TreeSet<String> dependencies(Path pom) throws IOException {
        TreeSet<String> targets = new TreeSet<>();
        Matcher found = DEPENDENCY.matcher(Files.readString(pom));
        while (found.find()) {
            if (found.group(2) == null) {
                targets.add(found.group(1));
            }
        }
        return targets;
    }
}
