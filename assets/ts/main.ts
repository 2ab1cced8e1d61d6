/** What every page starts. Each module does nothing when the page has nothing for it. */
import { startAgenda } from "./agenda";
import { startAutosave } from "./autosave";
import { startCalendar } from "./calendar";
import { showChosen, startChoosers } from "./chooser";
import { startDrafts } from "./drafts";
import { startGestures } from "./gestures";
import { startHtmx } from "./htmx";
import { startKeys } from "./keys";
import { startLive } from "./live";
import { startPalette } from "./palette";
import { startReorder } from "./reorder";
import { startRows } from "./rows";
import { startTimers } from "./timers";

startHtmx();
startChoosers();
startGestures();
startKeys();
startRows();
startPalette();
startDrafts();
showChosen();
startAutosave();
startReorder();
startAgenda();
startCalendar();
startTimers();
startLive();
