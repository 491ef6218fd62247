package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL's programs run as, since they refuse root: the words that go before the program, and the account that
 * has to own its files. For an ordinary user there are none.
 */
record RunAs(List<String> prefix, Optional<Account> owner) {
    private static final String PROBE = "[ \"$(id -u)\" != 0 ] && [ -w \"$1\" ] && exec \"$2\" --version";
    private static final String VERSION = "postgres (PostgreSQL)";

    /** The first way that works here; the home is given to the account that it takes. */
    static RunAs choose(Home home, Path postgres) throws IOException {
        return firstThatWorks(ways(home), home, postgres);
    }

    /** The way for a server that runs already: its files keep their owner. */
    static RunAs ofRunning(Home home, Path postgres) throws IOException {
        List<RunAs> ways = new ArrayList<>();
        for (RunAs way : ways(home)) {
            if (way.owner().isEmpty() || way.owner().get().equals(Account.ownerOf(home.cluster()))) {
                ways.add(way);
            }
        }
        return firstThatWorks(ways, home, postgres);
    }

    private static RunAs firstThatWorks(List<RunAs> ways, Home home, Path postgres) throws IOException {
        List<String> answers = new ArrayList<>();
        for (RunAs way : ways) {
            way.takeOver(home.directory());
            String answer = way.probe(home, postgres);
            if (answer.startsWith(VERSION)) {
                return way;
            }
            answer.lines().forEach(answers::add);
        }
        throw noWay(ways, answers);
    }

    /** The program with its arguments, run from the home so that no other directory needs to be readable. */
    Command command(Home home, Duration limit, Path program, String... arguments) {
        return new Command(prefix, home.directory(), limit)
                .with(program.toString())
                .with(arguments);
    }

    /** Gives files that the hub made to the account that PostgreSQL runs as. */
    void takeOver(Path path) throws IOException {
        if (owner.isPresent()) {
            owner.get().own(path);
        }
    }

    void takeOverTree(Path root) throws IOException {
        if (owner.isPresent()) {
            owner.get().ownTree(root);
        }
    }

    private static List<RunAs> ways(Home home) throws IOException {
        if (!Account.ownUser().equals(Optional.of(Account.ROOT.user()))) {
            return List.of(new RunAs(List.of(), Optional.empty()));
        }
        Account account = preferred(home);
        return List.of(
                setpriv(account),
                // A user namespace of its own: the files stay root's, and the path may lead through root's directories.
                new RunAs(List.of("unshare", "--user"), Optional.of(Account.ROOT)),
                // Where namespaces are forbidden, as in many containers, one capability opens the path instead.
                setpriv(
                        account,
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override",
                        "--securebits=+no_setuid_fixup"));
    }

    private static RunAs setpriv(Account account, String... more) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid", Integer.toString(account.user())));
        words.addAll(List.of("--regid", Integer.toString(account.group()), "--clear-groups"));
        words.addAll(List.of(more));
        return new RunAs(List.copyOf(words), Optional.of(account));
    }

    private static Account preferred(Home home) throws IOException {
        for (Path path : List.of(home.directory(), home.directory().getParent())) {
            Account owner = Account.ownerOf(path);
            if (!owner.isRoot()) {
                return owner;
            }
        }
        return Stream.of("heliograph", "postgres", "nobody")
                .flatMap(name -> Account.named(name).stream())
                .filter(account -> !account.isRoot())
                .findFirst()
                .orElse(new Account(65534, 65534));
    }

    private String probe(Home home, Path postgres) {
        if (owner.isEmpty()) {
            return answer(command(home, Duration.ofSeconds(10), postgres, "--version"));
        }
        String directory = home.directory().toString();
        return answer(command(
                home,
                Duration.ofSeconds(10),
                Path.of("/bin/sh"),
                "-c",
                PROBE,
                "probe",
                directory,
                postgres.toString()));
    }

    private static String answer(Command command) {
        return command.run().map(Command.Outcome::output).orElse("");
    }

    private static CannotStart noWay(List<RunAs> ways, List<String> answers) {
        String sentence = ways.stream().allMatch(way -> way.owner().isEmpty())
                ? "PostgreSQL's binaries do not run on this system: set database.url to a PostgreSQL of your own."
                : "PostgreSQL refuses to run as root and no other user can be put in its place here: start the hub as an"
                        + " ordinary user, or set database.url to a PostgreSQL of your own.";
        return new CannotStart(sentence, answers);
    }
}
