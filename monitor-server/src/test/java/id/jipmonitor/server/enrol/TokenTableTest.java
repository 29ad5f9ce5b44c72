package id.jipmonitor.server.enrol;

import id.jipmonitor.server.state.StateSettings;

class TokenTableTest extends TokenTableContract {
    @Override
    StateSettings settings() {
        return StateSettings.Sqlite.DEFAULT;
    }
}
